"""Days by their names: "tomorrow", "friday", "el lunes que viene", "the weekend", "in two days".

Knows no hours, and no dates of the calendar; those are in said_dates.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from service.domain.named_time import AHEAD, Named, days_from
from service.domain.said_parts import EVENING, part_said

WEEKDAYS: Mapping[str, int] = {
    **dict.fromkeys("monday mondays mon lunes lun".split(), 0),
    **dict.fromkeys("tuesday tuesdays teusday tue tues martes mar".split(), 1),
    **dict.fromkeys("wednesday wednesdays wensday wednsday wed weds miercoles mie".split(), 2),
    **dict.fromkeys("thursday thursdays thrusday thu thur thurs jueves jue".split(), 3),
    **dict.fromkeys("friday fridays fri viernes vie".split(), 4),
    **dict.fromkeys("saturday saturdays saterday sat sabado sabados sab".split(), 5),
    **dict.fromkeys("sunday sundays sun domingo domingos dom".split(), 6),
}
WORKDAYS, SATURDAY = range(5), 5
NUMBER = r"\d{1,2}|an?|una?|(?:a )?couple(?: of)?|(?:un )?par de"
# Only figures run on into what they count, "2hrs": "ahora" is no "a hora".
RUN_ON = r"(?:(?<=\d) ?| )"
# "tom" is also a name: a day only at the end, or before what it can be the day of.
TOMORROW = (
    r"to?m+or+r?ow|tom?morr?ow|tomoro|tomrow|2mor+o?w?|tmrr?o?w?|tmr|tmw|manana"
    r"|tom(?=$| (?:at|after|by|around|before|\d|morning|afternoon|evening|night|noon))"
)
AFTER_IT = r"pasado manana|(?:the )?day after (?:tomorrow|tmrw|2moro)"
TODAY = r"today|2day|hoy(?: mismo)?"
TONIGHT = r"tonight|tonite|tonigth|2nite|2night|esta noche"
THIS = r"(?:this|esta) (?P<part>morning|afternoon|evening|manana|tarde|tardecita|mananita)"
NEXT_WEEK = r"next week|(?:proxima|otra) semana|semana (?:proxima|que viene|entrante)"
WEEKEND = r"(?:next )?week ?ends?|fin(?:es)? de semana|finde"
IN_DAYS = (
    rf"(?P<sure>(?:in|en|dentro de) )?(?P<count>{NUMBER}){RUN_ON}"
    r"(?P<unit>da?ys?|dias?|weeks?|semanas?)"
)
BY_NAME = rf"(?P<next>next )?(?P<name>{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})"

Read = Callable[["re.Match[str]", date], Named]


def count_of(said: str) -> int:
    """How many "2", "a" and "a couple of" are."""
    if said.isdigit():
        return int(said)
    return 2 if "couple" in said or "par" in said else 1


def _near(offset: int, sort: str) -> Read:
    return lambda _, today: Named(sort, (today + timedelta(days=offset),))


def _tonight(_: "re.Match[str]", today: date) -> Named:
    return Named("today", (today,), part=EVENING)


def _this(found: "re.Match[str]", today: date) -> Named:
    return Named("today", (today,), part=part_said(found["part"]))


def _next_week(_: "re.Match[str]", today: date) -> Named:
    first = 7 - today.weekday()
    return Named("week", tuple(today + timedelta(days=first + each) for each in range(7)))


def _weekend(_: "re.Match[str]", today: date) -> Named:
    return Named("weekend", tuple(d for d in days_from(today) if d.weekday() >= SATURDAY))


def _workday(_: "re.Match[str]", today: date) -> Named:
    return Named("workday", tuple(d for d in days_from(today) if d.weekday() in WORKDAYS))


def _weeknight(found: "re.Match[str]", today: date) -> Named:
    return replace(_workday(found, today), part=EVENING)


def _in_days(found: "re.Match[str]", today: date) -> Named:
    ahead = count_of(found["count"]) * (7 if found["unit"][0] in "ws" else 1)
    days = (today + timedelta(days=ahead),) if ahead < AHEAD else ()
    return Named("count", days, bare=not found["sure"])


def _weekday(found: "re.Match[str]", today: date) -> Named:
    first = 1 if found["next"] else 0
    named = WEEKDAYS[found["name"]]
    return Named("weekday", tuple(d for d in days_from(today)[first:] if d.weekday() == named))


DAYS: tuple[tuple["re.Pattern[str]", Read], ...] = tuple(
    (re.compile(rf"(?:{pattern})(?!\w)"), read)
    for pattern, read in (
        (AFTER_IT, _near(2, "near")),
        (TONIGHT, _tonight),
        (THIS, _this),
        (TOMORROW, _near(1, "near")),
        (TODAY, _near(0, "today")),
        (NEXT_WEEK, _next_week),
        (WEEKEND, _weekend),
        (r"week ?nights?", _weeknight),
        (r"week ?days?|entre semana|dias de semana", _workday),
        (IN_DAYS, _in_days),
        (BY_NAME, _weekday),
    )
)


def day_at(said: str, place: int, today: date) -> tuple[int, Named] | None:
    """The day that is named at this place of folded words, and where its name ends."""
    for pattern, read in DAYS:
        if found := pattern.match(said, place):
            return found.end(), read(found, today)
    return None


def names_day(said: str) -> bool:
    """Whether a day may be named somewhere in folded words: a quick look."""
    return any(pattern.search(said) for pattern, _ in DAYS)
