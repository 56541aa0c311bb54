"""How a promised time is put into words, for a text and for a call.

Knows days, clocks and the two languages. Does not know how the time was computed, nor the sentence
it stands in; `LONGEST` is what the tightest of those sentences leaves room for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from service.domain.gsm7 import to_gsm7

Kind = Literal["from", "by", "at"]
"""from: not before it; by: at the latest; at: then, for hours ("we answer again …")"""

LONGEST = {"en": 24, "es": 31}

EASTERN = ZoneInfo("America/New_York")
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Calendar:
    today: str
    tomorrow: str
    weekdays: tuple[str, ...]
    """Monday first, as in datetime.weekday()"""
    months: tuple[str, ...]


_EN = _Calendar(
    "today",
    "tomorrow",
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    (
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ),
)
_ES = _Calendar(
    "hoy",
    "mañana",
    ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    (
        *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio"),
        *("agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
)
_BEFORE_HOUR = {
    "en": {"from": "after", "by": "by", "at": "at"},
    "es": {"from": "desde", "by": "antes de", "at": "a"},
}


def when_words(
    at: datetime, *, now: datetime, zone: ZoneInfo | None, language: str, kind: Kind
) -> str:
    """Put a time into a text message: "today by 3:10 PM", "el miércoles desde las 10:30 AM".

    `at` and `now` are aware. Without a zone the hour is Eastern time and says so. GSM-7, never
    longer than LONGEST: where the day's name is too long, it is shortened.
    """
    local, here = _local(at, now, zone, kind)
    tail = f"{_hour(local, language, kind)}{'' if zone else ' ET'}"
    forms = [to_gsm7(f"{day} {tail}") for day in _days(local, here, language)]
    return next((form for form in forms if len(form) <= LONGEST[language]), forms[-1])


def when_spoken(
    at: datetime, *, now: datetime, zone: ZoneInfo | None, language: str, kind: Kind
) -> str:
    """Put a time into a spoken sentence: "tomorrow at 9 AM", "mañana a las 9 de la mañana"."""
    local, here = _local(at, now, zone, kind)
    day = next(_days(local, here, language, spoken=True))
    eastern = {"en": " Eastern time", "es": ", hora del este"}[language]
    return f"{day} {_spoken_hour(local, language, kind)}{'' if zone else eastern}"


def _local(
    at: datetime, now: datetime, zone: ZoneInfo | None, kind: Kind
) -> tuple[datetime, datetime]:
    """Both times on the person's clock; `at` in whole minutes, on the safe side of the promise."""
    clock = zone or EASTERN
    minute = at.replace(second=0, microsecond=0)
    if kind == "by" and minute != at:
        minute += MINUTE
    return minute.astimezone(clock), now.astimezone(clock)


def _days(local: datetime, here: datetime, language: str, *, spoken: bool = False) -> Iterator[str]:
    """Name the day, the best name first and the shortest last."""
    calendar = _ES if language == "es" else _EN
    days_ahead = (local.date() - here.date()).days
    if days_ahead == 0:
        yield calendar.today
    elif 1 <= days_ahead <= 6:
        weekday = calendar.weekdays[local.weekday()]
        if days_ahead == 1:
            yield calendar.tomorrow
        the = "el " if language == "es" else ""
        yield f"{the}{weekday}"
        yield f"{the}{weekday[:3]}"
    else:
        yield from _dates(local, calendar.months[local.month - 1], language, spoken)


def _dates(local: datetime, month: str, language: str, spoken: bool) -> Iterator[str]:
    name = month if spoken else month[:3]
    if language == "es":
        yield f"el {local.day} de {name}"
        yield f"el {local.day} {name}"
        yield f"{local.day} {name}"
    else:
        yield f"{name} {local.day}"


def _hour(local: datetime, language: str, kind: Kind) -> str:
    clock = f"{local.hour % 12 or 12}:{local.minute:02} {'AM' if local.hour < 12 else 'PM'}"
    return f"{_lead(local, language, kind)} {clock}"


def _spoken_hour(local: datetime, language: str, kind: Kind) -> str:
    minutes = f":{local.minute:02}" if local.minute else ""
    part = _part_of_day(local.hour) if language == "es" else ("AM" if local.hour < 12 else "PM")
    return f"{_lead(local, language, kind)} {local.hour % 12 or 12}{minutes} {part}"


def _lead(local: datetime, language: str, kind: Kind) -> str:
    lead = _BEFORE_HOUR[language][kind]
    if language == "es":
        lead += " la" if local.hour % 12 == 1 else " las"
    return lead


def _part_of_day(hour: int) -> str:
    """Spanish names the part of the day where English says AM or PM."""
    if hour < 6:
        return "de la madrugada" if hour else "de la noche"
    if hour < 12:
        return "de la mañana"
    if hour == 12:
        return "del mediodía"
    return "de la tarde" if hour < 20 else "de la noche"
