"""Dates of the calendar: "dec 5", "12/5", "the 5th", "el 5 de diciembre".

A date is one of the next two weeks or none: "feb 29" where there is none, and what has passed, are
no days at all and must be asked about.
"""

import re
from collections.abc import Iterator
from datetime import date

from service.domain.named_time import Named, days_from

MONTHS = (
    r"jan(?:uary)?|ene(?:ro)?",
    r"feb(?:ruary|rero)?",
    r"mar(?:ch|zo)?",
    r"apr(?:il)?|abr(?:il)?",
    r"mayo?",
    r"june?|junio",
    r"july?|julio",
    r"aug(?:ust)?|ago(?:sto)?",
    r"sep(?:t|tember|tiembre)?|setiembre",
    r"oct(?:ober|ubre)?",
    r"nov(?:ember|iembre)?",
    r"dec(?:ember)?|dic(?:iembre)?",
)
MONTH = rf"(?P<month>{'|'.join(MONTHS)})\.?"
YEAR = r"(?:,? (?:del? )?20\d\d)?"
NO_CLOCK = r"(?! ?(?:[ap]m|:|-|oclock|o clock|h|de la|en punto|in the)\b|\d|:)"
MONTH_FIRST = rf"{MONTH} (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{NO_CLOCK}{YEAR}"
DAY_FIRST = (
    rf"(?:the |el |dia )?(?P<day>\d{{1,2}}|primero)(?:st|nd|rd|th|ro)? (?:of |de )?{MONTH}{YEAR}"
)
IN_FIGURES = r"(?P<one>\d{1,2})/(?P<two>\d{1,2})(?:/(?:20)?\d\d)?"
IN_THIS_MONTH = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|ro)|(?:el|dia) (?P<dia>\d{{1,2}}){NO_CLOCK}"
DATES = tuple(
    re.compile(rf"(?:{pattern})(?!\w)")
    for pattern in (MONTH_FIRST, DAY_FIRST, IN_FIGURES, IN_THIS_MONTH)
)


def date_at(said: str, place: int, today: date) -> tuple[int, Named] | None:
    """The date that is named at this place of folded words, and where it ends."""
    for pattern in DATES:
        if found := pattern.match(said, place):
            return found.end(), Named("date", tuple(_days(found.groupdict(), today)))
    return None


def names_date(said: str) -> bool:
    """Whether a date may be named somewhere in folded words: a quick look."""
    return any(pattern.search(said) for pattern in DATES)


def _days(found: dict[str, str | None], today: date) -> Iterator[date]:
    for each in days_from(today):
        if _is(each, found):
            yield each


def _is(day: date, found: dict[str, str | None]) -> bool:
    one, two = _bare(found.get("one")), _bare(found.get("two"))
    if one:
        # Month first, as it is written here, or day first: no two of these are within sight.
        return (str(day.month), str(day.day)) in ((one, two), (two, one))
    number = found.get("day") or found.get("dia") or ""
    if str(day.day) != _bare(number):
        return False
    month = found.get("month")
    return not month or re.fullmatch(MONTHS[day.month - 1], month) is not None


def _bare(figures: str | None) -> str:
    return "1" if figures == "primero" else (figures or "").lstrip("0")
