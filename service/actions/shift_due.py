"""The sweep's look at a planned shift: a reminder half an hour before it, and ten minutes into it
whether its person has come. Who does not come is written down, and supervisors are told once.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from service.actions.call_me import notice, supervisors_to_tell
from service.actions.ports import AuditLine, Change, Ports, WakeUp
from service.actions.trying import commit_once, decide_anew
from service.domain.roster import AWAITED_FOR, REMINDED_BEFORE, Shift
from service.domain.specialist import Specialist
from service.domain.text import Text
from service.domain.when_words import when_words


def shift_is_due(ports: Ports, shift_id: str) -> None:
    """Remind, or look who came; harmless when run twice."""

    def deed() -> None:
        shift, now = ports.store.get(Shift, shift_id), ports.store.now()
        if shift is None or shift.settled:
            ports.store.settle(f"shift:{shift_id}")
        elif shift.due_at > now:
            ports.store.look_again(f"shift:{shift_id}", shift.due_at)
        else:
            _look(ports, shift, now)

    decide_anew(deed)


def _look(ports: Ports, shift: Shift, now: datetime) -> None:
    whose = ports.store.get(Specialist, shift.specialist)
    if shift.reminds(now):
        texts = [_reminder(ports, shift, whose, now)] if whose and _reachable(whose) else []
        _keep(ports, shift.was_reminded(now), texts, "reminded of a shift" if texts else "")
    elif now < shift.starts_at + AWAITED_FOR and not shift.is_over(now):
        _keep(ports, shift.watched(now), [], "")
    elif whose is not None and whose.on_shift and not whose.disabled:
        _keep(ports, shift.seen_there(now), [], "came to a shift")
    elif shift.missed_at is None:
        _keep(ports, shift.not_seen(now), _alarms(ports, shift, now), "nobody came to a shift")
    else:
        _keep(ports, shift.not_seen(now), [], "")


def _reminder(ports: Ports, shift: Shift, whose: Specialist, now: datetime) -> Text:
    when = _when(shift, whose, now)
    return notice(ports, whose, "staff_shift_soon", {"when": when}, good_for=REMINDED_BEFORE)


def _alarms(ports: Ports, shift: Shift, now: datetime) -> list[Text]:
    return [
        notice(ports, each, "staff_nobody_came", {"when": _when(shift, each, now)})
        for each in supervisors_to_tell(ports)
        if each.id != shift.specialist
    ]


def _when(shift: Shift, reader: Specialist, now: datetime) -> str:
    zone, language = ZoneInfo(shift.zone), reader.languages[0]
    return when_words(shift.starts_at, now=now, zone=zone, language=language, kind="at")


def _reachable(person: Specialist) -> bool:
    return bool(person.phone) and not person.disabled


def _keep(ports: Ports, shift: Shift, texts: list[Text], told: str) -> None:
    line = AuditLine("service", told, f"shift:{shift.id}", f"of {shift.specialist}")
    commit_once(
        ports,
        Change(
            now=ports.store.now(),
            records=(shift, *texts),
            wakeups=tuple(WakeUp("send_text", text.id) for text in texts),
            audit=(line,) if told else (),
        ),
    )
