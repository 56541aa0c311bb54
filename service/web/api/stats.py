"""Counts of this moment, for a wall board or a monitor, and figures of the past on request."""

from flask import request
from spectree import Response as Answers

from service.actions.figures import read_figures, read_range
from service.actions.listing import iso
from service.domain.figure_rows import rows_of
from service.domain.statistics import Figures
from service.web.api.access import READ, needs_scope
from service.web.api.blueprint import blueprint
from service.web.api.callbacks import FAULTS
from service.web.api.documents import spec
from service.web.api.shapes import Period, Problem, Stats, StatsRange
from service.web.ports import ports


@blueprint.get("/stats")
@needs_scope(READ)
@spec.validate(query=StatsRange, resp=Answers(HTTP_200=Stats, HTTP_422=Problem, **FAULTS))
def stats() -> Stats:
    """How many callbacks stand where, who waits and works now; with `from` or `to` the past too."""
    wanted: StatsRange = request.context.query  # type: ignore[attr-defined]
    period = _period(wanted)
    store = ports().store
    now = store.now()
    counts = store.queue_counts(now)
    return Stats(
        as_of=iso(now),
        callbacks={state.value: number for state, number in counts.states.items()},
        ready=counts.ready,
        late=counts.late,
        crisis=counts.crisis,
        callers_waiting=len(store.waiting_calls()),
        specialists_on_shift=sum(s.on_shift and not s.disabled for s in store.specialists()),
        alerts_open=len(store.open_alerts()),
        period=period,
    )


def _period(wanted: StatsRange) -> Period | None:
    """Figures of the days asked for; raises NoSuchSpan."""
    if wanted.since is None and wanted.until is None:
        return None
    days = read_range(ports(), wanted.since or "", wanted.until or "")
    found = read_figures(ports(), days)
    return Period(
        first=days.span.first.isoformat(),
        last=days.span.last.isoformat(),
        zone=days.span.zone,
        figures=_exact(found.whole),
        languages={code: _exact(figures) for code, figures in found.languages.items()},
        channels={name: _exact(figures) for name, figures in found.channels.items()},
    )


def _exact(figures: Figures) -> dict[str, float | None]:
    return {row.key: row.exact for row in rows_of(figures)}
