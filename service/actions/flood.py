"""Notices a flood of strangers, puts behind who came with it before it was one, and tells of it.

The rules are in service/domain/flood.py. Nobody loses their record or their due entry; who was
promised a time is told how to keep it. Each step is a commit on the version it read, so that two
sweeps do no more than one.
"""

from contextlib import suppress
from datetime import datetime

from service.actions.call_me import notice, supervisors_to_tell
from service.actions.ports import AuditLine, Change, Ports, WakeUp
from service.actions.texts import text_about
from service.actions.troubles import FLOOD, FLOODED, FRESH, PAUSE
from service.actions.trying import commit_once
from service.domain.callback import Callback
from service.domain.errors import LostRace
from service.domain.flood import WINDOW, is_flood, may_be_put_behind, put_behind
from service.domain.last_look import LastLook
from service.domain.person import Person
from service.domain.text import Text

A_FEW_MORE = 50
"""Whoever asked in the moment in which it became a flood."""


def look_for_flood(ports: Ports) -> int:
    """Whether there is one, seen to; how many were put behind just now."""
    flood_from = ports.policy.flood_from
    if not flood_from:
        return 0
    now = ports.store.now()
    count, first = ports.store.strangers(now - WINDOW, flood_from + A_FEW_MORE)
    if not is_flood(count, flood_from):
        return 0
    with suppress(LostRace):  # the other sweep tells of it
        _tell(ports, now)
    too_early = [c for c in ports.store.get_many(Callback, first) if may_be_put_behind(c)]
    return sum(_put_behind(ports, each, now) for each in too_early)


def _tell(ports: Ports, now: datetime) -> None:
    """The alarm for whoever runs the service, and once a flood a notice to the supervisors."""
    last = ports.store.get(LastLook, FLOOD) or LastLook(id=FLOOD)
    if last.at is not None and now - last.at < PAUSE:
        return
    seen = last.found(FLOODED, now)
    if last.at is not None and now - last.at < FRESH:
        commit_once(ports, Change(now=now, records=(seen,)))
        return
    told = tuple(notice(ports, each, "notice_flood") for each in supervisors_to_tell(ports))
    line = AuditLine("service", "alarm", FLOOD, f"{len(told)} told")
    wakeups = tuple(WakeUp("send_text", text.id) for text in told)
    commit_once(ports, Change(now=now, records=(seen, *told), wakeups=wakeups, audit=(line,)))


def _put_behind(ports: Ports, callback: Callback, now: datetime) -> bool:
    texts = _how_to_keep_it(ports, callback, now)
    line = AuditLine("service", "put behind", f"callback:{callback.id}", "a flood of strangers")
    change = Change(
        now=now,
        records=(put_behind(callback), *texts),
        wakeups=tuple(WakeUp("send_text", text.id) for text in texts),
        audit=(line,),
    )
    try:
        commit_once(ports, change)
    except LostRace:
        return False  # they have just come forward, or were taken
    return True


def _how_to_keep_it(ports: Ports, callback: Callback, now: datetime) -> tuple[Text, ...]:
    """They were promised a time that may not hold now: one honest text says what helps."""
    person = ports.store.get(Person, callback.person)
    if person is not None and not person.takes_texts:
        return ()
    return (text_about(ports, callback, "callback_many_ask", now, good_for=WINDOW),)
