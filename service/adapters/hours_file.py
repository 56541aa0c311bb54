"""Reads config/hours.toml: opening hours, days that differ, and when people may be called."""

import tomllib
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from service.adapters.toml_slips import refuse_unknown
from service.domain.calling_hours import CallingHours
from service.domain.hours import OpeningHours, Span

TABLES = ("zone", "week", "days", "calling")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CALLING = ("opens", "closes", "crisis_at_any_hour")


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
        refuse_unknown(read, "the file", TABLES)
        refuse_unknown(read["week"], "[week]", WEEKDAYS)
        ZoneInfo(read["zone"])
        opening = OpeningHours(
            zone=read["zone"],
            week=tuple(_spans(read["week"].get(day, [])) for day in WEEKDAYS),
            days={date.fromisoformat(day): _spans(s) for day, s in read.get("days", {}).items()},
        )
        calling = read["calling"]
        refuse_unknown(calling, "[calling]", CALLING)
        return HoursFile(opening, _calling_hours(calling), _crisis_at_any_hour(calling))
    except (OSError, AttributeError, TypeError, ValueError, ZoneInfoNotFoundError) as error:
        raise HoursError(f"{path.name}: {error}") from error
    except KeyError as error:
        raise HoursError(f"{path.name}: {error} is missing") from error


def _calling_hours(written: dict[str, Any]) -> CallingHours:
    opens, closes = _clock(written["opens"]), _clock(written["closes"])
    if opens >= closes:
        raise ValueError(
            f"[calling] opens {opens:%H:%M} and closes {closes:%H:%M}: nobody could ever be called;"
            ' opens comes first, on the same day, such as "08:00" and "20:00"'
        )
    return CallingHours(opens, closes)


def _crisis_at_any_hour(written: dict[str, Any]) -> bool:
    wanted = written.get("crisis_at_any_hour", True)
    if not isinstance(wanted, bool):
        raise ValueError("[calling] crisis_at_any_hour is true or false, without quotes")
    return wanted


def _spans(written: object) -> tuple[Span, ...]:
    if not isinstance(written, list):
        raise ValueError(f'{written!r} stands without brackets; write ["09:00-21:00"]')
    return tuple(_span(each) for each in written)


def _span(written: str) -> Span:
    opens, _, closes = written.partition("-")
    return _clock(opens), _clock(closes)


def _clock(written: object) -> time:
    try:
        read = time.fromisoformat(str(written).strip())
    except ValueError as error:
        raise ValueError(f'{written!r} is no time of day; write "09:00"') from error
    if read.tzinfo is not None:
        raise ValueError(f'{written!r} names a zone of its own; write "09:00"')
    return read
