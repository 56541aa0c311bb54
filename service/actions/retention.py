"""Keeps the promise of PRIVACY: a number and its notes go the set number of days after the end.

What stays of a closed callback names nobody: times, state, outcome, language.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from service.actions.holds import held_until
from service.actions.ports import AuditLine, Change, Ports
from service.domain.errors import LostRace

AT_ONCE = 200


def forget_old_numbers(ports: Ports) -> int:
    """Erase the numbers and notes whose days are over; how many that were."""
    now = ports.store.now()
    until = now - timedelta(days=ports.policy.retention_days)
    forgotten = 0
    for callback in ports.store.closed_before(until, AT_ONCE):
        held = held_until(ports, callback.person, now)
        if held is not None:
            # Out of the way of the others until the hold is over.
            days = timedelta(days=ports.policy.retention_days)
            kept = Change(now=now, records=(replace(callback, kept_from=held - days),))
            with suppress(LostRace):
                ports.store.commit(kept)
            continue
        line = AuditLine("service", "number and notes erased", f"callback:{callback.id}")
        try:
            ports.store.commit(Change(now=now, records=(callback.forgotten(),), audit=(line,)))
        except LostRace:
            continue  # the next pass finds it again
        forgotten += 1
    return forgotten
