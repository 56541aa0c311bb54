"""What the actions need to know of the past in numbers, as a Protocol."""

from datetime import datetime
from typing import Protocol

from service.domain.statistic_line import Line


class Statistics(Protocol):
    """Counts without persons. Raises StoreUnavailable, nothing else."""

    def lines(self, start: datetime, end: datetime) -> list[tuple[Line, int]]:
        """Lines about the hours from `start` on and before `end`, and how often each occurred."""

    def totals(self) -> dict[str, int]:
        """The running totals since the store began, by name and labels."""

    def people(self, month: str) -> dict[str, int]:
        """How many different people reached us in a month ("2026-11"), by part."""
