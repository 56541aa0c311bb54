"""What the helpline wants to know of what it has spent; implemented by an adapter."""

from datetime import datetime
from typing import Protocol


class Spending(Protocol):
    """Counts of what was sent and dialled lately. They limit; nothing is decided by them alone,
    so one that is counted twice after a lost answer does no harm."""

    def spent(self, what: str, now: datetime) -> int:
        """How many there were today (UTC)."""

    def spend(self, what: str, now: datetime) -> int:
        """One more; how many there are with it."""

    def dials_of(self, person: str, now: datetime) -> list[datetime]:
        """When this person's phone was dialled in the last 24 hours, oldest first."""

    def dialled(self, person: str, dial: str, now: datetime) -> None:
        """This person's phone is being dialled."""
