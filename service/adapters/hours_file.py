"""Reads config/hours.toml: opening hours, days that differ, and when people may be called."""

import tomllib
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from service.domain.calling_hours import CallingHours
from service.domain.hours import OpeningHours, Span

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class HoursError(ValueError):
    """config/hours.toml says something that cannot be read as hours."""


@dataclass(frozen=True, slots=True)
class HoursFile:
    """What the file says."""

    opening: OpeningHours
    calling: CallingHours
    crisis_at_any_hour: bool


def load_hours(path: Path) -> HoursFile:
    """Read the file; raises HoursError with the place that is wrong."""
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        ZoneInfo(read["zone"])
        opening = OpeningHours(
            zone=read["zone"],
            week=tuple(_spans(read["week"].get(day, [])) for day in WEEKDAYS),
            days={date.fromisoformat(day): _spans(s) for day, s in read.get("days", {}).items()},
        )
        calling = read.get("calling", {})
        return HoursFile(
            opening,
            CallingHours(_clock(calling["opens"]), _clock(calling["closes"])),
            bool(calling.get("crisis_at_any_hour", True)),
        )
    except (OSError, KeyError, TypeError, ValueError, ZoneInfoNotFoundError) as error:
        raise HoursError(f"{path.name}: {error}") from error


def _spans(written: list[str]) -> tuple[Span, ...]:
    return tuple(_span(each) for each in written)


def _span(written: str) -> Span:
    opens, _, closes = written.partition("-")
    return _clock(opens), _clock(closes)


def _clock(written: str) -> time:
    return time.fromisoformat(written.strip())
