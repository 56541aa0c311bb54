"""Forgets a person: their numbers, notes, requests and memory go; the coded STOP record stays.

The audit trail keeps record ids, which name nobody once the records are gone.
"""

from service.actions.ports import AuditLine, Change, Ports, Record
from service.domain.call import Call
from service.domain.callback import Callback, State
from service.domain.errors import LostRace
from service.domain.leg import Leg

ON_THE_PHONE = frozenset({State.CALLING, State.TALKING})


def erase_person(ports: Ports, person: str) -> int:
    """Delete every record about a person that is not on the phone now; how many there were."""
    erased = 0
    for record in _about(ports, person):
        line = AuditLine("service", "erased", f"person:{person}")
        change = Change(now=ports.store.now(), forgets=(record,), audit=(line,))
        try:
            ports.store.commit(change)
        except LostRace:
            continue  # it changed meanwhile: the due entry stays, and so we come back
        erased += 1
    return erased


def erase_is_due(ports: Ports, person: str) -> None:
    """The sweep's part: erase, and stop only when nothing is left."""
    erase_person(ports, person)
    if not ports.store.about(person):
        ports.store.settle(f"erase:{person}")


def _about(ports: Ports, person: str) -> list[Record]:
    return [r for r in ports.store.about(person) if not _is_on_the_phone(r)]


def _is_on_the_phone(record: Record) -> bool:
    """Mid-call records hold the line together; they are erased when the call is over."""
    if isinstance(record, Callback):
        return record.state in ON_THE_PHONE
    if isinstance(record, Call):
        return not record.is_over
    return isinstance(record, Leg) and record.is_live
