"""Forgets a person: their numbers, notes, requests and memory go; the coded STOP record stays.

What they ask for after that is a new beginning and is kept: the due entry says since when.
The audit trail keeps record ids, which name nobody once the records are gone.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime

from service.actions.erasing_numbers import WHILE_THEY_TALK, forget_number, look_again_at, undial
from service.actions.erasing_waits import made_for_an_alert, must_wait
from service.actions.holds import held_until
from service.actions.ports import AuditLine, Change, Ports, Record
from service.actions.records import OF_NOBODY
from service.domain.alert import Alert
from service.domain.call import Call
from service.domain.disclosure import Disclosure
from service.domain.errors import LostRace
from service.domain.person import Conversation, Person
from service.domain.voicemail import Voicemail


def erasing_of(person: str, asked_at: datetime) -> str:
    """The due entry that is owed to whoever asked to be forgotten at this moment."""
    return f"erase:{person}@{asked_at.timestamp()!r}"


def erase_is_due(ports: Ports, owed: str) -> int:
    """Erase what was there when they asked, and stop only when nothing of it is left.

    Nothing while a supervisor's hold lasts; a disclosure to medical personnel never, as the law
    wants it kept for six years. `owed` is what follows "erase:" in the due entry. Returns how many
    records are left for now: those on the phone hold a call together and go when it is over; a
    voicemail goes with its recording at Twilio.
    """
    person, _, asked = owed.partition("@")
    asked_at = datetime.fromtimestamp(float(asked), UTC)
    older = _older(ports, person, asked_at)
    undial(ports, _holding_number(ports, person, asked_at))
    held = held_until(ports, person, ports.store.now())
    if held is not None:
        ports.store.look_again(f"erase:{owed}", held)
        return len(older)
    for record in older:
        if not must_wait(record, older):
            _forget(ports, person, record)
    forget_number(ports, person, _holding_number(ports, person, asked_at))
    looks = [look_again_at(ports, each) for each in _holding_number(ports, person, asked_at)]
    looks += [ports.store.now() + WHILE_THEY_TALK for _ in _older(ports, person, asked_at)]
    if looks:
        ports.store.look_again(f"erase:{owed}", min(looks))
    else:
        _forget_number_of_block(ports, person)
        ports.store.settle(f"erase:{owed}")
    return len(looks)


def _forget_number_of_block(ports: Ports, person: str) -> None:
    """Of a block only its coded end stays, till that has come."""
    found = ports.store.get(Person, person)
    if found is not None and found.blocked_number:
        now = ports.store.now()
        decided = Change(now=now, records=(found.forgotten(),))
        with suppress(LostRace):
            ports.store.commit(decided)


def _forget(ports: Ports, person: str, record: Record) -> None:
    now = ports.store.now()
    line = AuditLine("service", "erased", f"person:{person}")
    change = Change(now=now, forgets=(record,), audit=(line,))
    if isinstance(record, Voicemail):
        if record.due_at <= now:
            return  # about to be deleted at Twilio, and here with it
        change = Change(now=now, records=(record.delete_now(now),), audit=(line,))
    try:
        ports.store.commit(change)
    except LostRace:
        return  # it changed meanwhile: the due entry stays, and so we come back


def _older(ports: Ports, person: str, asked_at: datetime) -> list[Record]:
    about = [each for each in ports.store.about(person) if not isinstance(each, Disclosure)]
    older = _from_before(ports, about, asked_at)
    alerts = [each for each in older if isinstance(each, Alert)]
    return [each for each in about if each in older or made_for_an_alert(each, alerts)]


def _holding_number(ports: Ports, person: str, asked_at: datetime) -> list[Record]:
    return _from_before(ports, ports.store.with_number_of(person), asked_at)


def _from_before(ports: Ports, records: Iterable[Record], asked_at: datetime) -> list[Record]:
    """Those that there were when they asked; what seems to come yet was made before a clock was
    set back, and so before they asked."""
    now = ports.store.now()
    return [each for each in records if _since(each) <= asked_at or _since(each) > now]


def _since(record: Record) -> datetime:
    """When it came to be; a conversation lives on from text to text, so its newest one counts."""
    if isinstance(record, Call):
        return record.started_at
    if isinstance(record, Conversation):
        said = max((at for at, _ in record.recent), default=0.0)
        last = datetime.fromtimestamp(said, UTC)
        return max(last, record.crisis_at) if record.crisis_at else last
    if isinstance(record, OF_NOBODY):
        raise TypeError("none of these is a record about somebody")
    return record.created_at
