"""Counts of this moment, for a wall board or a monitor."""

from spectree import Response as Answers

from service.actions.listing import iso
from service.web.api.access import READ, needs_scope
from service.web.api.blueprint import blueprint
from service.web.api.callbacks import FAULTS
from service.web.api.documents import spec
from service.web.api.shapes import Stats
from service.web.ports import ports


@blueprint.get("/stats")
@needs_scope(READ)
@spec.validate(resp=Answers(HTTP_200=Stats, **FAULTS))
def stats() -> Stats:
    """How many callbacks stand where, and who waits and works now."""
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
    )
