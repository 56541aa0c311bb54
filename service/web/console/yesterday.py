"""What went wrong yesterday, or on the day asked for, for whoever leads the team.

Numbers are masked; a callback's page tells more.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue

from service.actions.day_book import look_back
from service.domain.alert import Alert
from service.domain.callback import Callback
from service.domain.phone import masked
from service.domain.roster import Shift
from service.domain.text import Text
from service.web.console.access import supervisors_only
from service.web.console.blueprint import blueprint
from service.web.console.clock import length
from service.web.console.frame import clock
from service.web.console.labels import (
    SOURCES,
    STATES,
    crisis_words,
    number_words,
    outcome_words,
)
from service.web.console.told import text_words
from service.web.console.typed_time import span_of, typed_day
from service.web.ports import ports

SHORT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened: `callback` is "" where there is none to open."""

    what: str
    more: str
    callback: str = ""


@blueprint.get("/yesterday")
@supervisors_only
def yesterday() -> ResponseReturnValue:
    """Four lists about one day, the day before today unless another is asked for."""
    today = clock().local_day()
    day = typed_day(request.args.get("day", ""), today - timedelta(days=1))
    found = look_back(ports(), *span_of(day))
    names = {person.id: person.name for person in ports().store.specialists()}
    return render_template(
        "console/yesterday.html",
        day=day.isoformat(),
        day_words=f"{day:%A}, {day:%B} {day.day}",
        today=today.isoformat(),
        retention_days=ports().policy.retention_days,
        parts=[
            ("Broken promises", [_broken(each, names) for each in found.broken]),
            ("Crises", [_crisis(each, names) for each in found.crises]),
            ("Texts that did not arrive", [_text(each) for each in found.undelivered]),
            ("Shifts nobody came to", [_shift(each, names) for each in found.missed]),
        ],
    )


def _broken(callback: Callback, names: dict[str, str]) -> Line:
    tried = callback.tried_at or callback.closed_at
    late = _after(callback.promise_at, tried or clock().now)
    became = outcome_words(callback.outcome) or STATES[callback.state]
    holder = names.get(callback.specialist, "")
    number = masked(callback.phone) if callback.phone else "number erased"
    more = [number, f"callback {callback.id[:8]}", became, holder]
    crisis = "Crisis, promised" if callback.crisis else "Promised"
    what = f"{crisis} by {_time(callback.promise_at)}: " + (
        f"{late} late" if tried else f"not tried yet, {late} late"
    )
    return Line(what, " · ".join(each for each in more if each), callback.id)


def _crisis(alert: Alert, names: dict[str, str]) -> Line:
    kind = f"{crisis_words(alert)}, {SOURCES.get(alert.source, alert.source)}"
    steps = [f"{len(alert.told)} told"] + [f"escalated {alert.escalations}×"] * bool(
        alert.escalations
    )
    if alert.taken_at is None:
        steps.append("nobody took it")
    else:
        who = names.get(alert.taken_by, alert.taken_by)
        steps.append(f"taken after {_after(alert.created_at, alert.taken_at)} by {who}")
    if alert.closed_at is None:
        steps.append("not signed off")
    else:
        who = names.get(alert.closed_by, alert.closed_by)
        steps.append(f"signed off {_time(alert.closed_at)} by {who}")
    more = f"{number_words(alert.phone)} · {', '.join(steps)}"
    return Line(f"{_time(alert.created_at)}: {kind}", more, alert.callback)


def _text(text: Text) -> Line:
    why = f"Twilio {text.error}" if text.error.isdigit() else text.error
    more = [masked(text.phone) if text.phone else "", why]
    return Line(
        f"{_time(text.created_at)}: {text_words(text)}", " · ".join(each for each in more if each)
    )


def _shift(shift: Shift, names: dict[str, str]) -> Line:
    who = names.get(shift.specialist, "somebody who left")
    came = f"came {_after(shift.starts_at, shift.came_at)} late" if shift.came_at else "nobody came"
    return Line(f"{_time(shift.starts_at)}: {who}", came)


def _time(moment: datetime) -> str:
    return clock().at(moment)


def _after(start: datetime, end: datetime) -> str:
    """How much later, to the second where it is less than a minute."""
    span = end - start
    return f"{int(span.total_seconds())} s" if span < SHORT else length(span)
