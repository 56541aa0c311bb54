"""Reads the time somebody names for a call: "tomorrow after 5", "mon 3pm", "mañana por la tarde".

A small grammar of our own: the general date libraries take longer to import than a web process
may take to start, and read "after 5" or "por la tarde" as nothing. Unclear words give None, and
then the person is asked; an hour is never guessed.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from service.domain.named_time import A_DAY, Named
from service.domain.refused_times import Meant, meant_in
from service.domain.stated_hours import Choice, Stated, hours_on, other_hour
from service.domain.time_talk import (
    ANY_DAY,
    Piece,
    is_only_a_time,
    leaves_numbers_alone,
    of_the_call,
    pieces_of,
    plain,
    says_only,
    with_called_hours,
)
from service.domain.time_words import ANY_TIME

WITHIN = timedelta(days=14)


def stated_time(
    words: str, *, now: datetime, zone: ZoneInfo, bare_hours: bool = True
) -> datetime | None:
    """The moment somebody means, after `now`, on their clock; None when it cannot be told.

    `bare_hours`: whether a number alone ("3") is an hour, as it is in answer to "when?".
    """
    here = now.astimezone(zone)
    stated = _stated(pieces_of(words, here.date()), here, bare_hours, None)
    return stated.at if stated else None


def wished_time(
    words: str,
    *,
    now: datetime,
    zone: ZoneInfo,
    asks_for_call: bool,
    bare_hours: bool = True,
    called_hours: bool = True,
    day_before: date | None = None,
) -> Stated | None:
    """The same of a text that may be about anything: only what it says of the call counts.

    `called_hours`: whether a number that a call is asked for at is an hour, "call me 7".
    `day_before`: the day they named earlier, which stays where they name only another hour.
    """
    here = now.astimezone(zone)
    pieces = of_the_call(pieces_of(words, here.date()), asks_for_call=asks_for_call)
    if called_hours:
        pieces = with_called_hours(pieces)
    return _stated(pieces, here, bare_hours, day_before)


def speaks_of_time(words: str) -> bool:
    """Whether the text is about a time and nothing else, whether or not it can be told which."""
    pieces = pieces_of(words, ANY_DAY)
    sure = any(isinstance(each, Named) and not each.bare for each in pieces)
    return is_only_a_time(pieces) and (sure or leaves_numbers_alone(pieces))


def says_any_time(words: str) -> bool:
    """Whether the whole text says "now", "asap" or "whenever"."""
    return says_only(ANY_TIME, plain(words))


def asks_at_a_time(words: str) -> bool:
    """Whether a text that asks for a call asks for it at some time, whether or not it can be told
    which. "Now" and "today" are none: that is when they are called anyway."""
    pieces = of_the_call(pieces_of(words, ANY_DAY), asks_for_call=True)
    named = (each for each in with_called_hours(pieces) if isinstance(each, Named))
    return not says_any_time(words) and any(
        (each.sort or each.clock or each.part or each.later or each.is_puzzle)
        and not (each.bare or (each.sort == "today" and not each.part))
        for each in named
    )


def names_day_or_hour(words: str) -> bool:
    """Whether more is named than a part of the day."""
    named = meant_in(pieces_of(words, ANY_DAY)).named
    return any((each.sort or each.clock or each.later) and not each.bare for each in named)


def time_there(
    at: datetime,
    *,
    assumed: ZoneInfo,
    there: ZoneInfo,
    recent: Iterable[tuple[float, str]],
    kept: Callable[[datetime], datetime] = lambda read: read,
) -> datetime:
    """What was read as `at` on the assumed clock, on the clock of the place they turn out to be in.

    The texts it was said in, (when, words), are read again if they are still known, because after
    midnight here "tomorrow" is another day further west; otherwise day and hour stay. `kept`: what
    we made of an hour that they named, "7 PM" on a Sunday is Monday morning.
    """
    for said_at, words in recent:
        now = datetime.fromtimestamp(said_at, UTC)
        read = stated_time(words, now=now, zone=assumed)
        if read is not None and kept(read) == at:
            return stated_time(words, now=now, zone=there) or at
    return at.astimezone(assumed).replace(tzinfo=there).astimezone(UTC)


def _stated(
    pieces: Sequence[Piece], here: datetime, bare_hours: bool, day_before: date | None
) -> Stated | None:
    meant = meant_in(pieces)
    named = meant.named
    if not (bare_hours and leaves_numbers_alone(pieces)):
        named = tuple(each for each in named if not each.bare)
        if len(named) < len(meant.named) and not any(each.clock for each in named):
            return None  # a number that may be the hour or anything else
    if any(each.is_puzzle for each in named):
        return None
    stated = _after_a_while(named, here) or _on_a_day(_first_whole(named), meant, here, day_before)
    return stated if stated and stated.at - here < WITHIN else None


def _after_a_while(named: Sequence[Named], here: datetime) -> Stated | None:
    later = next((each.later for each in named if each.later), None)
    if later is None:
        return None
    # In UTC: on a wall clock two hours are one or three in the night in which it changes.
    return Stated((here.astimezone(UTC) + later).astimezone(here.tzinfo))


def _first_whole(named: Sequence[Named]) -> Choice:
    """The first day and hour that go together; a day named only later is everybody's."""
    days: list[Named] = []
    clock, part = None, None
    for each in named:
        if (each.clock and clock) or (each.sort and days and (clock or part)):
            break
        if each.sort:
            days.append(each)
        clock, part = clock or each.clock, part or each.part
    days = days or [each for each in named if each.sort][:1]
    return Choice(tuple(days), clock, part)


def _on_a_day(
    choice: Choice, meant: Meant, here: datetime, day_before: date | None
) -> Stated | None:
    says_hour = choice.clock or choice.part
    if not says_hour and ("hour" in meant.refused or not (choice.days or meant.not_today)):
        return None
    by_name = any(each.sort == "today" for each in choice.days)
    for day in _days_meant(choice, meant, here.date(), day_before):
        if day in meant.not_on and day != here.date():
            return None  # "mañana no puedo, el jueves" on a Wednesday
        for stated in hours_on(day, choice, here, also_the_other=by_name):
            if stated.at > here and day not in meant.not_on:
                other = other_hour(day, choice, stated)
                return replace(stated, or_at=other, daily=not (choice.days or meant.not_on))
    return None


def _days_meant(
    choice: Choice, meant: Meant, today: date, day_before: date | None
) -> tuple[date, ...]:
    """The days it can be, in order: those that are named, or the next on which that hour comes."""
    if choice.days:
        return _common_days(choice.days)
    if "day" in meant.refused:
        return (today + A_DAY,) if meant.not_today else ()
    before = () if day_before is None else (day_before,)
    return (*before, today, today + A_DAY)


def _common_days(named: Sequence[Named]) -> tuple[date, ...]:
    """Days named in one way are one or the other; "friday" and "dec 4" must be the same."""
    by_sort: dict[str, set[date]] = {}
    for each in named:
        by_sort.setdefault(each.sort, set()).update(each.days)
    return tuple(sorted(set.intersection(*by_sort.values())))
