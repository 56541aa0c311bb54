"""Writes down what was told to medical personnel in an emergency: once, and never changed."""

from dataclasses import dataclass
from datetime import datetime

from service.actions.callbacks.deciding import the_callback, the_specialist
from service.actions.holds import person_of_number
from service.actions.ports import AuditLine, Change, Ports
from service.actions.switch import refuse_other_than_supervisor
from service.actions.trying import commit_once
from service.domain.disclosure import KEPT_FOR, Disclosure, told_at, told_line
from service.domain.errors import NotAllowed
from service.domain.phone import masked
from service.domain.specialist import Role

MOST_LISTED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """As it was typed; 42 CFR 2.51(c) names each of these."""

    to_whom: str
    affiliation: str
    disclosed_by: str
    disclosed_at: datetime
    nature: str


def disclose_about_callback(ports: Ports, callback_id: str, told: Told, who: str) -> Disclosure:
    """Of whoever a callback is for: by its holder, now or last, or a supervisor."""
    callback = the_callback(ports, callback_id)
    leads = the_specialist(ports, who).role is not Role.SPECIALIST
    if callback.specialist != who and not leads:
        raise NotAllowed("whoever holds this callback or a supervisor writes it down")
    number = masked(callback.phone) if callback.phone else ""
    return _write(ports, callback.person, number, callback.id, told, who)


def disclose_about_number(ports: Ports, typed: str, told: Told, who: str) -> Disclosure:
    """Of whoever has this number; supervisors only."""
    refuse_other_than_supervisor(ports, who)
    person, phone = person_of_number(ports, typed)
    return _write(ports, person, masked(phone), "", told, who)


def disclosures(ports: Ports) -> list[Disclosure]:
    """The newest first."""
    now = ports.store.now()
    return ports.store.between(Disclosure, now - KEPT_FOR, now, MOST_LISTED)


def _write(
    ports: Ports, person: str, number: str, callback: str, told: Told, who: str
) -> Disclosure:
    now = ports.store.now()
    written = Disclosure(
        id=ports.new_id(),
        person=person,
        number=number,
        callback=callback,
        to_whom=told_line("the name of who was told", told.to_whom),
        affiliation=told_line("where they work", told.affiliation),
        disclosed_by=told_line("the name of who told them", told.disclosed_by),
        disclosed_at=told_at(now, told.disclosed_at),
        nature=told_line("the nature of the emergency", told.nature),
        created_at=now,
        written_by=who,
    )
    line = AuditLine(who, "wrote down a disclosure", f"disclosure:{written.id}")
    commit_once(ports, Change(now=now, records=(written,), audit=(line,)))
    return written
