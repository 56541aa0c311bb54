"""A number that somebody else keyed in, once whoever has it asks to be erased.

From that moment on nobody rings it; then it goes from what is kept about the other person. Their
request stays with a supervisor, who reads that no number is left, and waits until they ask anew.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from service.actions.holds import held_until
from service.actions.phones_off import phones_off
from service.actions.ports import AuditLine, Change, Ports, Record
from service.domain.call import Call
from service.domain.callback import Callback
from service.domain.callback_states import ON_THE_PHONE
from service.domain.errors import LostRace
from service.domain.leg import Leg
from service.domain.text import Text

WHILE_THEY_TALK = timedelta(seconds=30)


def undialled(holding: Iterable[Record], now: datetime) -> Change:
    """What makes sure that nobody rings a number for these records about others."""
    found = [each for each in holding if isinstance(each, Callback)]
    rung = [each for each in found if each.is_open and not each.has_no_number]
    return Change(
        now=now,
        records=tuple(each.loses_number(now) for each in rung),
        wakeups=tuple(wakeup for each in rung for wakeup in phones_off(each)),
        audit=tuple(
            AuditLine("service", "to review", f"callback:{each.id}", "its number is erased")
            for each in rung
        ),
    )


def undial(ports: Ports, holding: Iterable[Record]) -> None:
    """Have it so at once, one by one: what changes meanwhile is looked at again."""
    for record in holding:
        change = undialled((record,), ports.store.now())
        if change.records:
            with suppress(LostRace):
                ports.store.commit(change)


def forget_number(ports: Ports, person: str, holding: Iterable[Record]) -> None:
    """Take this person's number out of records about others, as far as it may go now."""
    for record in holding:
        if isinstance(record, Callback | Call | Leg) and not _must_wait(ports, record):
            _forget(ports, person, record)


def look_again_at(ports: Ports, record: Record) -> datetime:
    """When what still holds the number may let go of it."""
    now = ports.store.now()
    whose = record.person if isinstance(record, Callback | Call | Leg) else ""
    return held_until(ports, whose, now) or now + WHILE_THEY_TALK


def _must_wait(ports: Ports, record: Callback | Call | Leg) -> bool:
    """A call that goes on is waited for, and so is a hold of the other person's."""
    if held_until(ports, record.person, ports.store.now()) is not None:
        return True
    match record:
        case Callback():
            return record.state in ON_THE_PHONE or (record.is_open and not record.has_no_number)
        case Call():
            return not record.is_over
        case Leg():
            return record.is_live


def _forget(ports: Ports, person: str, record: Callback | Call | Leg) -> None:
    """In this record, and in the texts that went to that phone for it."""
    texts = [
        each
        for each in ports.store.about(record.person)
        if isinstance(each, Text) and ports.identity.person(each.phone) == person
    ]
    change = Change(
        now=ports.store.now(),
        records=(_without_number(record),),
        forgets=tuple(texts),
        audit=(AuditLine("service", "erased", f"person:{person}"),),
    )
    with suppress(LostRace):  # it changed meanwhile: the due entry stays, and so we come back
        ports.store.commit(change)


def _without_number(record: Callback | Call | Leg) -> Record:
    match record:
        case Callback():
            return record.without_number()
        case Call():
            return replace(record, given_phone="", given_person="")
        case Leg():
            return replace(record, phone="")
