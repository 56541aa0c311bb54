"""Reads the time somebody names for a call: "tomorrow after 5", "mon 3pm", "mañana por la tarde".

A small grammar of our own: the general date libraries take longer to import than a web process
may take to start, and read "after 5" or "por la tarde" as nothing. Unclear words give None, and
then the person is asked; an hour is never guessed outside the day.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from service.domain.facts import folded
from service.domain.spoken_hours import in_figures

WEEKDAYS: Mapping[str, int] = {
    **dict.fromkeys(("monday", "mon", "lunes", "lun"), 0),
    **dict.fromkeys(("tuesday", "tue", "tues", "martes"), 1),
    **dict.fromkeys(("wednesday", "wed", "weds", "miercoles", "mie"), 2),
    **dict.fromkeys(("thursday", "thu", "thur", "thurs", "jueves", "jue"), 3),
    **dict.fromkeys(("friday", "fri", "viernes", "vie"), 4),
    **dict.fromkeys(("saturday", "sat", "sabado", "sab"), 5),
    **dict.fromkeys(("sunday", "sun", "domingo", "dom"), 6),
}
PARTS: Mapping[str, time] = {
    **dict.fromkeys(("morning", "manana temprano", "por la manana", "en la manana"), time(9)),
    **dict.fromkeys(("noon", "midday", "lunch", "mediodia"), time(12)),
    **dict.fromkeys(("afternoon", "por la tarde", "en la tarde", "de la tarde"), time(14)),
    **dict.fromkeys(("evening", "tonight", "after work", "por la noche", "en la noche"), time(18)),
}
IN_A_WHILE = re.compile(
    r"\b(?:in|en|dentro de)\s+(\d{1,2}|an?|una?)\s*"
    r"(h|hrs?|hours?|horas?|min|mins|minutes|minutos)\b"
)
TODAY = re.compile(r"\b(today|hoy|tonight|esta noche|esta tarde)\b")
NOT_TODAY = re.compile(r"\b(?:not|no) (?:today|hoy|tonight)\b|\bhoy no\b")
CLOCK = re.compile(
    r"(?P<lead>\b(?:at|after|by|from|around|before|las?|desde)\s+)?"
    r"(?<![\d-])(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))?(?![\d-])\s*"
    r"(?P<half>[ap] ?m\b|[ap]\.m\.|o ?clock|de la manana|de la tarde|de la noche"
    r"|in the (?:morning|afternoon|evening)|at night)?"
)
EARLIEST, LATEST = time(8), time(20)
MORNING = time(9)
LATE = ("tarde", "noche", "afternoon", "evening", "at night")
A_DAY = timedelta(days=1)
ANY_DAY = date(2000, 1, 1)


def stated_time(
    words: str, *, now: datetime, zone: ZoneInfo, bare_hours: bool = True
) -> datetime | None:
    """The moment somebody means, after `now`, on their clock; None when it cannot be told.

    `bare_hours`: whether a number alone ("3") is an hour, as it is in answer to "when?".
    """
    said = in_figures(folded(words))
    here = now.astimezone(zone)
    after_a_while = _in_a_while(said, here)
    if after_a_while is not None:
        return after_a_while
    day = _day(said, here.date())
    clock = _clock(said, bare_hours) or _part(said)
    if day is None and clock is None:
        return None
    moment = datetime.combine(day or here.date(), clock or MORNING, zone)
    if moment <= here:
        if day is not None and TODAY.search(said):
            return None  # that hour has passed, and no other one was named
        moment += A_DAY if day is None else timedelta(days=7)
    return moment if moment - here < timedelta(days=14) else None


def time_there(
    at: datetime, *, assumed: ZoneInfo, there: ZoneInfo, recent: Iterable[tuple[float, str]]
) -> datetime:
    """What was read as `at` on the assumed clock, on the clock of the place they turn out to be in.

    The texts it was said in, (when, words), are read again if they are still known, because after
    midnight here "tomorrow" is another day further west; otherwise day and hour stay.
    """
    for said_at, words in recent:
        now = datetime.fromtimestamp(said_at, UTC)
        if stated_time(words, now=now, zone=assumed) == at:
            return stated_time(words, now=now, zone=there) or at
    return at.astimezone(assumed).replace(tzinfo=there).astimezone(UTC)


def names_day_or_hour(words: str) -> bool:
    """Whether more is named than a part of the day."""
    said = in_figures(folded(words))
    if IN_A_WHILE.search(said) or _day(said, ANY_DAY):
        return True
    return _clock(said, bare_hours=False) is not None


def _in_a_while(said: str, here: datetime) -> datetime | None:
    found = IN_A_WHILE.search(said)
    if found is None:
        return None
    count = int(found[1]) if found[1].isdigit() else 1
    unit = timedelta(minutes=1) if found[2].startswith("min") else timedelta(hours=1)
    # In UTC: on a wall clock two hours are one or three in the night in which it changes.
    return (here.astimezone(UTC) + count * unit).astimezone(here.tzinfo)


def _day(said: str, today: date) -> date | None:
    if re.search(r"\b(pasado manana|day after tomorrow)\b", said):
        return today + 2 * A_DAY
    if re.search(r"\b(tomorrow|tmrw|tmw|tomorow)\b", said) or _is_tomorrow_in_spanish(said):
        return today + A_DAY
    for word in re.findall(r"[a-z]+", said):
        if word in WEEKDAYS:
            return today + A_DAY * ((WEEKDAYS[word] - today.weekday()) % 7)
    if NOT_TODAY.search(said):
        return today + A_DAY
    if TODAY.search(said):
        return today
    return None


def _is_tomorrow_in_spanish(said: str) -> bool:
    """ "mañana" is tomorrow, but "por la mañana" is only the morning."""
    return re.search(r"(?<!la )\bmanana\b", said) is not None


def _clock(said: str, bare_hours: bool) -> time | None:
    for found in CLOCK.finditer(said):
        hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"] or ""
        marked = found["lead"] or found["minute"] or half
        if hour > 23 or minute > 59 or not (marked or bare_hours):
            continue
        return time(_hour_of_day(hour, minute, half), minute)
    return None


def _hour_of_day(hour: int, minute: int, half: str) -> int:
    """The hour from 0 to 23; without am or pm the one by day, when people are awake."""
    if half.startswith("p") or any(word in half for word in LATE):
        return hour % 12 + 12
    if half.startswith("a") or "manana" in half or "morning" in half:
        return hour % 12
    later = hour % 12 + 12
    by_day = _is_in_the_day(time(hour, minute)) or not _is_in_the_day(time(later, minute))
    return hour if by_day else later


def _is_in_the_day(clock: time) -> bool:
    return EARLIEST <= clock <= LATEST


def _part(said: str) -> time | None:
    return next((at for words, at in PARTS.items() if re.search(rf"\b{words}\b", said)), None)
