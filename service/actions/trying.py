"""How a decision is carried out when others may decide at the same moment: read, decide, commit;
lost the race, decide anew, a few times at most.

Every commit carries a request id: when the store's answer is lost and the client sends the commit
a second time, it still takes effect once.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from service.actions.ports import Change, Committed, Ports
from service.domain.errors import LostRace

T = TypeVar("T")
TRIES = 3
# Where everybody's phone may report in the same instant: each round somebody wins.
CROWD = 30
# Long enough for every retry of one command; nobody else knows the id.
ONE_DEED = timedelta(minutes=10)


def decide_anew(deed: Callable[[], T], *, tries: int = TRIES) -> T:
    """Run `deed`; after a lost race again. Raises LostRace when others keep winning."""
    for _ in range(tries - 1):
        try:
            return deed()
        except LostRace:
            continue
    return deed()


def commit_once(ports: Ports, change: Change) -> Committed:
    """Commit a deed that nobody's request names."""
    if change.request:
        return ports.store.commit(change)
    return ports.store.commit(
        replace(change, request=f"deed:{ports.new_id()}", request_ttl=ONE_DEED)
    )
