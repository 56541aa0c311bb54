"""Reads what statistic_writes counted."""

from datetime import datetime, timedelta

from service.adapters.redis_link import Link, our_errors
from service.adapters.statistic_writes import TOTALS
from service.domain.statistic_line import Line


class RedisStatistics:
    """Implements ports.Statistics; one round trip each, whatever the range."""

    def __init__(self, client: Link) -> None:
        self._redis = client

    def lines(self, start: datetime, end: datetime) -> list[tuple[Line, int]]:
        """Lines about the hours from `start` on and before `end`, and how often each occurred."""
        days = [f"{start + timedelta(days=n):%Y-%m-%d}" for n in range((end - start).days + 2)]
        with our_errors():
            pipe = self._redis.pipeline(transaction=False)
            for day in days:
                pipe.hgetall(f"stats:{day}")
            found = pipe.execute()
        read = (
            (Line.read(day, written), int(times))
            for day, kept in zip(days, found, strict=True)
            for written, times in kept.items()
        )
        return [(line, times) for line, times in read if start <= line.at < end]

    def totals(self) -> dict[str, int]:
        """The running totals, by name and labels."""
        with our_errors():
            found = self._redis.hgetall(TOTALS)
        return {name: int(value) for name, value in found.items()}

    def people(self, month: str) -> dict[str, int]:
        """How many different people reached us in a month ("2026-11"), by part."""
        with our_errors():
            parts = sorted(self._redis.smembers(f"people:{month}"))
            pipe = self._redis.pipeline(transaction=False)
            for part in parts:
                pipe.pfcount(f"people:{month}:{part}")
            counted = pipe.execute() if parts else []
        return dict(zip(parts, counted, strict=True))
