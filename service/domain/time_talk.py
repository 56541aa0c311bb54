"""What a text about a time is made of: the times it names, the words beside them, what it refuses.

Reads folded words into pieces, and says which of them are about the call. What moment the named
times come to is found in stated_time.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from service.domain import time_words as known
from service.domain.facts import folded
from service.domain.named_time import Clock, Named
from service.domain.said_asides import ASIDE, aside_at
from service.domain.said_clock import clock_at
from service.domain.said_dates import date_at
from service.domain.said_days import day_at
from service.domain.said_parts import part_at
from service.domain.said_whiles import counted_at, past_at, while_at
from service.domain.spoken_hours import COUNTS, in_figures
from service.domain.zone_said import without_zone


class Refusal(Enum):
    """A word that says no: to what follows it, to what stood before it, or to either."""

    NEXT = known.NO_TO_NEXT
    LAST = known.NO_TO_LAST
    EITHER = known.NO_TO_EITHER
    INSTEAD = known.INSTEAD


@dataclass(frozen=True, slots=True)
class Stop:
    """Where one thing said ends and another begins."""


STOP = Stop()
A_NUMBER, LONG_AGO, ASKS_US = "a number", "long ago", "hours?"
Piece = Named | Refusal | Stop | str
NEXT_PIECE = re.compile(r"\s*(?:(?P<stop>[,;!?.]+)|(?P<word>(?:[^\s,;!?.]|\.(?=\w))+))")
ANY_DAY = date(2000, 1, 1)
LONGEST = 500
"""So much of a text is read: whoever names an hour does so within it."""


def pieces_of(words: str, today: date) -> tuple[Piece, ...]:
    """The pieces of a text, in order."""
    return pieces_in(plain(words), today)


def pieces_in(said: str, today: date) -> tuple[Piece, ...]:
    """The pieces of plain words, in order."""
    return tuple(_pieces(said, today))


def plain(words: str) -> str:
    """The words folded, with hours in figures and without what says nothing of a time."""
    said = in_figures(folded(words[:LONGEST].replace("\n", ", ")))
    said = re.sub(r"['’´`]", "", said).replace("@", " at ").replace("&", " and ")
    said = re.sub(r"(?<=\d) ?([ap])\.? ?m\b\.?|(?<=\d)([ap])\b\.?", r" \1\2m", said)
    said = known.MOVED_FROM.sub("", known.UNTIL_AFTER.sub("after", said))
    said = known.HALF_DAY.sub(_part_of_day, said)
    said = known.DRAWN_THING.sub(" of them ", known.ZIP_CODE.sub(" ", said))
    said = re.sub(r"[^\w\s:/.,;!?$%-]+", " ", said)
    said = re.sub(r"(?<=[a-z])-(?=[a-z])", " ", known.BY_THEN.sub(r"\1 after", said))
    said = known.OFFERED.sub("", without_zone(" ".join(said.split())))
    return known.FREE.sub("", known.HARMLESS.sub("", said))


def _part_of_day(found: re.Match[str]) -> str:
    """ "Tomorrow pm" is tomorrow in the afternoon."""
    before = found["before"] if found["before"] == "in the" else f"{found['before']} in the"
    return f"{before} {known.HALF_DAYS[found['half']]}"


def is_wish_or_time(pieces: Sequence[Piece]) -> bool:
    """Whether nothing is said that could not stand beside a time."""
    return all(_is_beside(each) for each in pieces if isinstance(each, str))


def is_only_a_time(pieces: Sequence[Piece]) -> bool:
    """Whether a time is named and nothing is said that could not stand beside one."""
    return is_wish_or_time(pieces) and any(isinstance(each, Named) for each in pieces)


def leaves_numbers_alone(pieces: Sequence[Piece]) -> bool:
    """Whether so little is said beside the numbers that they can only be hours."""
    return all(each in known.BESIDE_NUMBER for each in pieces if isinstance(each, str))


def says_only(what: re.Pattern[str], said: str) -> bool:
    """Whether plain words say just that, "now" or "whenever": no hour is named, none refused."""
    left, count = what.subn(" ", said)
    pieces = tuple(_pieces(left, ANY_DAY))
    nothing = (STOP, ASIDE, Refusal.INSTEAD)
    return count > 0 and all(each in nothing or _is_beside(each) for each in pieces)


def with_called_hours(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces, where a mere number that a call is asked for at is an hour: "call me 7", "call
    today 3"."""
    return tuple(
        replace(each, bare=False)
        if isinstance(each, Named) and each.bare and _is_called_for(pieces, place)
        else each
        for place, each in enumerate(pieces)
    )


def of_the_call(pieces: Sequence[Piece], *, asks_for_call: bool) -> tuple[Piece, ...]:
    """What is said about the call: all of it, where nothing else is said. Of a text that asks for
    a call, "i relapsed at 5, call me at 6", what asks; of any other nothing."""
    if is_wish_or_time(pieces):
        return tuple(pieces)
    kept: list[Piece] = []
    for clause in _clauses(pieces) if asks_for_call else ():
        if is_wish_or_time(clause) or _asks(clause):
            kept += [*clause, STOP]
    return tuple(kept)


def _is_called_for(pieces: Sequence[Piece], place: int) -> bool:
    following = pieces[place + 1] if place + 1 < len(pieces) else STOP
    if isinstance(following, str) and following not in known.BEHIND_A_NUMBER:
        return False
    for before in reversed(pieces[:place]):
        if before in known.ASKING:
            return True
        if before not in known.TO_THE_HOUR and not (isinstance(before, Named) and before.sort):
            return False
    return False


def _pieces(said: str, today: date) -> Iterator[Piece]:
    pieces = list(_as_written(said, today))
    for place, piece in enumerate(pieces):
        following = pieces[place + 1] if place + 1 < len(pieces) else STOP
        called = place and pieces[place - 1] in known.CALLED
        if not (_may_count(piece) and _is_counted(following)) or called:
            yield piece
        elif isinstance(piece, Named) and not piece.bare:
            yield Named(is_puzzle=True)
        else:
            yield A_NUMBER


def _as_written(said: str, today: date) -> Iterator[Piece]:
    place = 0
    while place < len(said):
        place, piece = _piece_at(said, place, today)
        if piece is not None:
            yield piece


def _piece_at(said: str, place: int, today: date) -> tuple[int, Piece | None]:
    found = NEXT_PIECE.match(said, place)
    if found is None or not (found["word"] or found["stop"]):
        return (found.end() if found else place + 1), None
    if found["stop"]:
        return found.end(), STOP
    start = found.start("word")
    if named := _named_at(said, start, today) or _refusal_at(said, start):
        return named
    word = found["word"].strip(".:-/")
    if word in COUNTS and word not in known.NO_NUMBERS:
        return found.end(), Named(clock=Clock(COUNTS[word]), bare=True)
    return found.end(), STOP if word in known.TURNS else word


def _named_at(said: str, place: int, today: date) -> tuple[int, Piece] | None:
    if end := past_at(said, place):
        return end, LONG_AGO
    if found := known.ASKS_US.match(said, place):
        return found.end(), ASKS_US
    if aside := aside_at(said, place, today):
        return aside
    named = while_at(said, place) or date_at(said, place, today) or day_at(said, place, today)
    if named is None and (end := counted_at(said, place)):
        return end, A_NUMBER
    return named or clock_at(said, place) or part_at(said, place)


def _refusal_at(said: str, place: int) -> tuple[int, Refusal] | None:
    for each in (Refusal.INSTEAD, Refusal.LAST, Refusal.EITHER, Refusal.NEXT):
        if found := each.value.match(said, place):
            return found.end(), each
    return None


def _may_count(piece: Piece) -> bool:
    """ "at 5" may still become "at 5 dollars"; "5pm" and "5:30" are hours whatever follows."""
    clock = piece.clock if isinstance(piece, Named) else None
    return clock is not None and not (clock.half or clock.minute or clock.by_name)


def says_more(piece: Piece) -> bool:
    """Whether it is a word that could not stand beside a time and say nothing else."""
    return isinstance(piece, str) and not _is_beside(piece)


def _is_counted(piece: Piece) -> bool:
    return says_more(piece) and piece not in known.WHY


def _is_beside(piece: Piece) -> bool:
    return isinstance(piece, str) and piece in known.BESIDE_TIME


def _asks(clause: Sequence[Piece]) -> bool:
    words = {each for each in clause if isinstance(each, str)}
    return not known.CALLS.isdisjoint(words) and known.OURS.isdisjoint(words)


def _clauses(pieces: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
    begins, is_story = 0, False
    for place, piece in enumerate(pieces):
        tells = _tells(pieces, place)
        if piece == STOP or piece in known.WHY or tells or (is_story and _calls(pieces, place)):
            yield pieces[begins:place]
            begins, is_story = place, tells
    yield pieces[begins:]


def _calls(pieces: Sequence[Piece], place: int) -> bool:
    """Whether what they tell ends in a wish here; "the phone" and "my calls" belong to it."""
    of_a_story = place > 0 and pieces[place - 1] in known.POINTING
    return pieces[place] in known.CALLS and not of_a_story


def _tells(pieces: Sequence[Piece], place: int) -> bool:
    """Whether a story begins here, "i relapsed", unless it says when: "after my kids leave"."""
    before = pieces[place - 1] if place else STOP
    if pieces[place] not in known.SUBJECTS or before in known.LEAD_ON:
        return False
    following = [each for each in pieces[place + 1 : place + 3] if isinstance(each, str)]
    return any(not _is_beside(each) for each in following)
