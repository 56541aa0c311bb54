"""Which of the times a text names are meant, and which it says no to.

"Tomorrow is bad, wednesday" means Wednesday; "I can't before 5" means after 5.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from service.domain.named_time import Named, Side
from service.domain.time_talk import Piece, Refusal, Stop, says_more
from service.domain.time_words import ASKING, WHY

OR = frozenset({"or", "o", "u"})
NOW = frozenset({"now", "ahora", "ahorita"})
"""What a no beside it is to, "I can't talk now, call at 5"."""
THEN = frozenset({"and", "then", "y", "entonces"})
ALTERNATIVES = OR | {"and", "y", "nor", "ni"}
LINKS = ALTERNATIVES | frozenset({"at", "on", "the", "el", "los", "la", "las", "a", "in", "around"})


@dataclass(frozen=True, slots=True)
class Meant:
    """The times that are meant, in order, which kinds ("day", "hour") were refused, and which days
    were as a whole."""

    named: tuple[Named, ...]
    refused: frozenset[str]
    not_today: bool = False
    not_on: frozenset[date] = frozenset()


def meant_in(pieces: Sequence[Piece]) -> Meant:
    """The times that remain after what is refused."""
    gone = _replaced(pieces)
    lost: set[int] = set()
    turned: set[int] = set()
    not_on: set[date] = set()
    for at in _refusals(pieces):
        chain = _said_no_to(pieces, at)
        sided = {place for place in chain if _has_side(pieces[place])}
        turned |= sided
        lost |= set() if sided else chain - gone
        not_on |= _whole_days([pieces[place] for place in chain])
    gone |= _said_better(pieces, turned, gone | lost)
    alike = _alternatives(pieces, gone | lost)
    kept = (
        _turned(piece) if place in turned else replace(piece, sort=alike.get(place, piece.sort))
        for place, piece in enumerate(pieces)
        if isinstance(piece, Named) and place not in gone | lost
    )
    refused = [piece for place in lost if isinstance(piece := pieces[place], Named)]
    days = [each for each in refused if each.sort]
    return Meant(
        named=tuple(kept),
        refused=frozenset(kind for each in refused for kind in each.kinds),
        not_today=bool(days) and all(each.sort == "today" for each in days),
        not_on=frozenset(not_on),
    )


def _said_better(pieces: Sequence[Piece], turned: set[int], out: set[int]) -> set[int]:
    """Of the limits said by a no those beside which the hour itself is named: "I work until 6, so
    call me at 7"."""
    hours = {
        at
        for at, each in enumerate(pieces)
        if at not in turned | out and _is_hour(each) and not _is_limit(each)
    }
    return {
        at
        for at in turned
        for hour in hours
        if not any(_names_day(each) for each in pieces[min(at, hour) : max(at, hour) + 1])
    }


def _is_hour(piece: Piece) -> bool:
    return isinstance(piece, Named) and piece.clock is not None and not piece.bare


def _is_limit(piece: Piece) -> bool:
    clock = piece.clock if isinstance(piece, Named) else None
    return clock is not None and clock.side is Side.BEFORE


def _names_day(piece: Piece) -> bool:
    return isinstance(piece, Named) and bool(piece.sort)


def _whole_days(refused: Sequence[Piece]) -> set[date]:
    """The days that are refused, unless it is only for an hour: "monday at 3 is bad"."""
    named = [each for each in refused if isinstance(each, Named)]
    if any(each.clock or each.part for each in named):
        return set()
    return {day for each in named for day in each.days}


def _refusals(pieces: Sequence[Piece]) -> list[int]:
    saying_no = (Refusal.NEXT, Refusal.LAST, Refusal.EITHER)
    return [place for place, piece in enumerate(pieces) if piece in saying_no]


def _said_no_to(pieces: Sequence[Piece], at: int) -> set[int]:
    """The places of what this refusal is about; words that say both ways are about both."""
    before = _nearest(pieces, range(at - 1, -1, -1))
    after = _nearest(pieces, range(at + 1, len(pieces)))
    no = pieces[at]
    if before is not None and _is_asked_for(pieces, before, at):
        before = None
    if after is not None and (no is Refusal.NEXT or _ends_what_is_refused(pieces, at)):
        before = None
    if no is Refusal.LAST and before is not None:
        after = None
    return _chain(pieces, before, -1) | _chain(pieces, after, 1)


def _ends_what_is_refused(pieces: Sequence[Piece], no: int) -> bool:
    """Whether the no says itself until when it holds: "call me after 6, I work until 6"."""
    following = pieces[no + 1] if no + 1 < len(pieces) else None
    clock = following.clock if isinstance(following, Named) else None
    return clock is not None and clock.side is Side.BEFORE


def _is_asked_for(pieces: Sequence[Piece], place: int, no: int) -> bool:
    """Whether a call is asked for at that time, and the no behind it is to another thing: "call me
    at 5, I can't sleep"."""
    following = pieces[no + 1] if no + 1 < len(pieces) else None
    if following is None or following in WHY or not says_more(following):
        return False
    return any(piece in ASKING for piece in pieces[:place])


def _nearest(pieces: Sequence[Piece], places: Iterable[int]) -> int | None:
    """The first time named there, before the sentence or what is said of something else ends."""
    of_another_thing = False
    for place in places:
        piece = pieces[place]
        if isinstance(piece, Named):
            return place
        # "I dont know what to do, call me at 7" says no to nothing but what to do.
        if isinstance(piece, Stop | Refusal) or piece in NOW:
            return None
        if piece in ASKING and (of_another_thing or _begins_anew(pieces, place)):
            return None
        of_another_thing = of_another_thing or says_more(piece)
    return None


def _begins_anew(pieces: Sequence[Piece], place: int) -> bool:
    """Whether a wish of its own begins here: "cancel that and call thursday"."""
    return place > 0 and pieces[place - 1] in THEN


def _chain(pieces: Sequence[Piece], place: int | None, step: int) -> set[int]:
    """What belongs to it: "monday at 3" is one, "monday or tuesday" is refused as a whole, but
    of "not 3 4pm" only the first."""
    chain: set[int] = set()
    seen: frozenset[str] = frozenset()
    linked = False
    while place is not None and 0 <= place < len(pieces):
        piece = pieces[place]
        if isinstance(piece, Named):
            if seen & piece.kinds and not linked:
                break
            chain.add(place)
            seen, linked = seen | piece.kinds, False
        elif piece in LINKS:
            linked = linked or piece in ALTERNATIVES
        else:
            break
        place += step
    return chain


def _has_side(piece: Piece) -> bool:
    """Whether it names an hour before or after which something holds."""
    return isinstance(piece, Named) and piece.clock is not None and piece.clock.side is not Side.AT


def _turned(named: Named) -> Named:
    clock = named.clock
    return replace(named, clock=replace(clock, side=clock.side.other)) if clock else named


def _alternatives(pieces: Sequence[Piece], refused: set[int]) -> dict[int, str]:
    """Days that are as good as the first one, "tomorrow or friday", and how that one is named."""
    sorts = {at: each.sort for at, each in enumerate(pieces) if isinstance(each, Named)}
    days = [at for at, sort in sorts.items() if sort and at not in refused]
    return {at: sorts[days[0]] for at in days[1:] if OR & set(_words(pieces[at - 2 : at]))}


def _words(pieces: Sequence[Piece]) -> list[str]:
    return [each for each in pieces if isinstance(each, str)]


def _replaced(pieces: Sequence[Piece]) -> set[int]:
    """What is taken back by "actually" and what follows it: "3pm, actually 4pm"."""
    taken_back: set[int] = set()
    for at, piece in enumerate(pieces):
        if piece is not Refusal.INSTEAD:
            continue
        after = next((each for each in pieces[at + 1 :] if isinstance(each, Named)), None)
        for place, each in enumerate(pieces[:at]):
            if after and isinstance(each, Named) and each.kinds & after.kinds:
                taken_back.add(place)
    return taken_back
