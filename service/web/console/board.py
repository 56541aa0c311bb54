"""What the queue page shows, read in a few round trips whatever the queue's length.

`seen` is a mark of everything shown: the same mark means the page need not be drawn again.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from service.actions.alert_taking import why_not_called
from service.actions.ports import Ports, Record
from service.domain.alert import Alert
from service.domain.call import Call
from service.domain.callable_now import callable_from
from service.domain.callback import Callback, State
from service.domain.leg import Leg
from service.domain.specialist import Role, Specialist
from service.web.console.clock import Clock
from service.web.console.labels import (
    SOURCES,
    crisis_words,
    language_words,
    number_words,
    spoken_words,
)
from service.web.console.progress import Progress, progress
from service.web.console.rows import Row, is_late, row

SHOWN = 25
LATER_SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRow:
    """A crisis nobody has signed off. `number` is masked for all but whoever took it, and
    `why_not` tells them why they cannot call it now."""

    id: str
    kind: str
    source: str
    when: str
    language: str
    number: str
    taken_by: str
    mine: bool
    callback: str
    why_not: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerRow:
    """Somebody on the line whom nobody has taken yet."""

    number: str
    language: str
    waited: str
    crisis: bool
    ringing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Everything on the queue page, in words."""

    seen: str
    alerts: list[AlertRow]
    mine: list[Row]
    callers: list[CallerRow]
    queue: list[Row]
    more: int
    later: list[Row]
    crises: list[str]
    asking: list[Specialist]
    say: str

    @property
    def is_all_done(self) -> bool:
        """Whether everybody who turned to us has been seen to, as far as this page shows."""
        owed = any(each.late or each.owed for each in self.later)
        return not (self.alerts or self.mine or self.callers or self.queue or owed)


def read_board(ports: Ports, me: Specialist, clock: Clock) -> Board:
    """Read the queue as `me` sees it."""
    store = ports.store
    ready, waiting = store.ready(SHOWN), store.count_ready()
    held, callers = store.held_by(me.id), store.waiting_calls()
    alerts, people = store.open_alerts(), store.specialists()
    later = _later(ports, clock) if waiting < SHOWN else []
    legs = {callback.id: legs_of(ports, callback) for callback in held}
    names = {person.id: person.name for person in people}
    every_leg = [leg for found in legs.values() for leg in found.values()]
    raised = [each.call_sid for each in alerts if each.call_sid and each.taken_by == me.id]
    crises = {call.sid: call for call in store.get_many(Call, raised)}
    why_not = {
        each.id: why_not_called(each, crises.get(each.call_sid), ports.policy.reach)
        for each in alerts
        if each.taken_by == me.id
    }
    leads = me.role is not Role.SPECIALIST
    asking = [each for each in people if each.wants_call_at and leads and not each.disabled]
    shown: list[Record] = [me, *ready, *held, *callers, *alerts, *later, *every_leg, *asking]
    shown += crises.values()
    return Board(
        seen=_mark(shown, waiting, clock.now),
        alerts=[_alert_row(each, why_not.get(each.id, ""), me, names, clock) for each in alerts],
        mine=[
            row(each, clock, names, _progress(ports, each, legs[each.id], me, clock).words)
            for each in held
        ],
        callers=[_caller_row(call, names, clock) for call in callers],
        queue=[row(each, clock, names) for each in ready],
        more=max(0, waiting - len(ready)),
        later=[row(each, clock, names) for each in later],
        crises=_crises(alerts, ready),
        asking=asking,
        say=_spoken(len(alerts), waiting, len(callers)),
    )


def crises_now(ports: Ports, but: str = "") -> list[str]:
    """Crises that nobody has taken yet, for pages other than the queue; not the callback `but`."""
    found = _crises(ports.store.open_alerts(), ports.store.ready(5))
    return [each for each in found if each != but]


def _crises(alerts: list[Alert], ready: list[Callback]) -> list[str]:
    unanswered = [each.id for each in alerts if each.is_unanswered]
    return unanswered + [each.id for each in ready if each.crisis]


def legs_of(ports: Ports, callback: Callback) -> dict[str, Leg]:
    """The phones of the dial in progress, by purpose."""
    if not callback.attempt:
        return {}
    found = ports.store.get_many(Leg, callback.leg_ids)
    return {leg.purpose: leg for leg in found}


def stands(ports: Ports, callback: Callback, clock: Clock) -> tuple[Progress, str]:
    """Where one callback stands, and the mark of what that was read from."""
    legs = legs_of(ports, callback)
    holder = ports.store.get(Specialist, callback.specialist) if callback.specialist else None
    people = [holder] if holder else []
    mark = _mark([callback, *legs.values(), *people], 0, clock.now)
    return _progress(ports, callback, legs, holder, clock), mark


def _progress(
    ports: Ports,
    callback: Callback,
    legs: dict[str, Leg],
    holder: Specialist | None,
    clock: Clock,
) -> Progress:
    may_now = callable_from(callback, ports.policy, clock.now) <= clock.now
    return progress(callback, legs, holder, clock, may_now=may_now)


def _spoken(alerts: int, waiting: int, callers: int) -> str:
    """What a screen reader hears when the queue changes."""
    crisis = f"Crisis: {alerts} open. " if alerts else ""
    on_line = f"{callers} on the line. " if callers else ""
    return f"{crisis}{on_line}{f'{waiting} to call back' if waiting else 'Nobody in the queue'}."


def _later(ports: Ports, clock: Clock) -> list[Callback]:
    """Some of those that wait for their hour, whom we owe a call first; the full list is on its
    own page."""
    found, _ = ports.store.in_state(State.WAITING, SHOWN + LATER_SHOWN)
    later = [callback for callback in found if not callback.is_ready(clock.now)]
    return sorted(later, key=lambda each: (not is_late(each, clock), each.due_at))[:LATER_SHOWN]


def _mark(shown: Iterable[Record], count: int, now: datetime) -> str:
    """Changes with every record shown and with the minute, as pages say "3 min ago"."""
    parts = [f"{type(each).__name__}{_name(each)}:{each.version}" for each in shown]
    whole = f"{parts} {count} {int(now.timestamp() // 60)}"
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def _name(record: Record) -> str:
    return record.sid if isinstance(record, Call) else str(getattr(record, "id", ""))


def _alert_row(
    alert: Alert, why_not: str, me: Specialist, names: dict[str, str], clock: Clock
) -> AlertRow:
    mine = alert.taken_by == me.id
    return AlertRow(
        id=alert.id,
        kind=crisis_words(alert),
        source=SOURCES.get(alert.source, alert.source),
        when=clock.ago(alert.created_at),
        language=language_words(alert.language),
        number=number_words(alert.phone, whole=mine),
        taken_by=names.get(alert.taken_by, "somebody") if alert.taken_by else "",
        mine=mine,
        callback=alert.callback,
        why_not=why_not,
    )


def _who_is_rung(call: Call, names: dict[str, str]) -> str:
    """Whose phones ring for this caller: as many of those tried last as there are legs."""
    rung = [names[each] for each in call.rung[-len(call.legs) :] if each in names]
    if not (call.legs and rung):
        return ""
    return f"{', '.join(rung)} {'is' if len(rung) == 1 else 'are'} rung"


def _caller_row(call: Call, names: dict[str, str], clock: Clock) -> CallerRow:
    return CallerRow(
        number=number_words(call.phone),
        language=spoken_words(call.language, interpreter=call.interpreter),
        waited=clock.lately(call.queued_at or call.started_at),
        crisis=call.crisis,
        ringing=_who_is_rung(call, names),
    )
