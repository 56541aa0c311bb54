"""A supervisor's hold: nothing about a person is erased before its end. All that erases asks here.

A hold keeps what is kept at all: records that live for a day only still age out.
"""

from dataclasses import replace
from datetime import datetime

from service.actions.ports import AuditLine, Change, Ports, Record
from service.actions.switch import refuse_other_than_supervisor
from service.actions.trying import commit_once, decide_anew
from service.domain.callback import Callback
from service.domain.errors import NotAllowed
from service.domain.hold import LONGEST, hold_until, reason_given
from service.domain.person import Person
from service.domain.phone import masked, to_e164

MOST_LISTED = 500


def person_of_number(ports: Ports, typed: str) -> tuple[str, str]:
    """The person of a typed number, and the number as E.164; raises NotAllowed."""
    phone = to_e164(typed)
    if phone is None or phone == ports.policy.number:
        raise NotAllowed("this is no telephone number of theirs")
    return ports.identity.person(phone), phone


def hold_number(ports: Ports, typed: str, until: datetime, reason: str, who: str) -> Person:
    """Nothing about this number is erased before `until`; a second hold sets a new end."""
    refuse_other_than_supervisor(ports, who)
    person, phone = person_of_number(ports, typed)
    line = reason_given(reason)

    def deed() -> Person:
        around = ports.store.around(person)
        ends = hold_until(around.now, until)
        held = around.person.hold(ends, reason=line, by=who, number=masked(phone))
        audit = AuditLine(who, "put on hold", f"person:{person}", f"until {ends.isoformat()}")
        commit_once(ports, Change(now=around.now, records=(held,), audit=(audit,)))
        return held

    return decide_anew(deed)


def lift_hold(ports: Ports, person: str, who: str) -> None:
    """What was to be erased is erased from now on; not on hold, nothing changes."""
    refuse_other_than_supervisor(ports, who)

    def deed() -> None:
        around = ports.store.around(person)
        if around.person.hold_until is None:
            return
        line = AuditLine(who, "lifted the hold", f"person:{person}")
        kept = [each for each in ports.store.about(person) if isinstance(each, Callback)]
        records: list[Record] = [around.person.lift_hold()]
        records += [replace(each, kept_from=each.closed_at) for each in kept if each.kept_from]
        commit_once(ports, Change(now=around.now, records=tuple(records), audit=(line,)))

    decide_anew(deed)


def people_on_hold(ports: Ports) -> list[Person]:
    """Who is on hold now, soonest over first."""
    now = ports.store.now()
    listed = ports.store.between(Person, now, now + 2 * LONGEST, MOST_LISTED)
    return [each for each in reversed(listed) if each.is_on_hold(now)]


def held_until(ports: Ports, person: str, now: datetime) -> datetime | None:
    """The end of a hold that lasts still, or None."""
    found = ports.store.get(Person, person) if person else None
    return found.hold_until if found is not None and found.is_on_hold(now) else None
