"""Times that are none for a call: when somebody works, "i work nights", and what time it is now,
"its 3am", "son las 3".

They speak of a time, so that whoever texts nothing else is asked for one, but name none.
"""

import re
from datetime import date

from service.domain.named_time import Named, Side
from service.domain.said_clock import clock_at
from service.domain.said_dates import date_at
from service.domain.said_days import day_at
from service.domain.said_parts import EVENING, part_at
from service.domain.said_whiles import counted_at

ASIDE = Named()
OFTEN = r"(?:(?:have to|only|usually|mostly|always|also|still|do|siempre|solo) )*"
WORK = re.compile(
    rf"(?:(?:i|we) {OFTEN}(?:work|have work|start work|go to work)"
    r"|(?:im|i am|ill be|i will be|were|we are) (?:working|at work)"
    r"|(?:im|i am) on(?= (?:the )?(?:nights?|days|mornings?|evenings?)(?: shift)?(?!\w))"
    rf"|(?<!no )(?<!del )(?<!de )(?<!mi )(?<!su )(?<!el )(?<!al )"
    rf"(?:yo )?{OFTEN}(?:trabajo|trabajamos|entro a trabajar|entro al trabajo))(?!\w)"
)
SHIFTS = re.compile(
    r"(?:days|overnights?|(?:the )?(?:night|day|morning|evening|graveyard|swing|\d(?:st|nd|rd)) "
    r"?shifts?|(?:el )?turno de (?:noche|dia|la noche|la manana|la tarde)|de dia)(?!\w)"
)
BETWEEN = re.compile(
    r" ?(?P<comma>, ?)?(?P<link>(?:(?:-|to|thru|through|and|or|on|at|from|in|the|every|all|only|a|y"
    r"|o|de|en|por|el|la|los|las|al|todos|todas|shifts?|turnos?)(?!\w) ?)*)"
)
FOLLOWS = {"": ("day", "part", "clock"), "day": ("part", "clock"), "part": (), "clock": ("day",)}
IT_IS = re.compile(
    r"(?<!when )(?<!until )(?<!till )(?<!cuando )(?<!if )(?<!once )(?<!si )"
    r"(?:(?:its?|it is|it s) (?:(?:like|about|almost|already|currently|only|just|now|around|past"
    r"|after|even) )*(?!at )"
    r"|(?:ya |ahora |ahorita |aqui )?(?:son|es) (?:(?:casi|como|apenas|ya) )*(?=las? \d))"
)
HERE = re.compile(r"(?: (?:here|now|right now|already|my time|aqui|ahora|ahorita|apenas))*(?!\w)")
AWAKE = re.compile(
    r"(?: here)? (?:and|y) (?:im|i am|i cant|were|estoy|sigo|ando|aqui|no puedo)"
    r"(?: (?:still|wide|so|just|all|here|todavia|aun|aqui|sigo|estoy))*"
    r" (?:awake|up|alone|scared|crying|sleep|despiert[oa]|sol[oa]|dormir)(?!\w)"
)


def aside_at(said: str, place: int, today: date) -> tuple[int, Named] | None:
    """The aside at this place of folded words, and where it ends."""
    end = _works_until(said, place, today) or _it_is_until(said, place)
    return (end, ASIDE) if end else None


def _works_until(said: str, place: int, today: date) -> int | None:
    """Where what is said of their work ends; "i work until 5" says when they are free."""
    found = WORK.match(said, place)
    if found is None:
        return None
    end, last = found.end(), ""
    while (step := _next_span(said, end, last, today)) is not None:
        end, named = step
        if named.clock and named.clock.side is not Side.AT and last in ("", "day"):
            return None
        last = "day" if named.sort else "clock" if named.clock else "part"
    return end if last else None


def _next_span(said: str, place: int, last: str, today: date) -> tuple[int, Named] | None:
    """The next day, part of the day or hour of their work, and where it ends. Only what may belong
    to what stood before it: of "i work nights, tomorrow at 3" no more than the nights."""
    between = BETWEEN.match(said, place)
    if between is None:
        return None
    named = _span_at(said, between.end(), today)
    if named is None:
        return None
    kind = "day" if named[1].sort else "clock" if named[1].clock else "part"
    linked = bool(between["link"].strip()) and not between["comma"]
    if kind in FOLLOWS[last] and (linked or not between["comma"]):
        return named
    if last and named[1].clock and named[1].clock.side is Side.BEFORE:
        return named  # "nights until 6": the end of it, on some day or other
    same = kind == last and (linked or last == "day")
    return named if same or (last == "part" and kind == "day" and linked) else None


def _span_at(said: str, place: int, today: date) -> tuple[int, Named] | None:
    if found := SHIFTS.match(said, place):
        return found.end(), Named(part=EVENING)
    named = date_at(said, place, today) or day_at(said, place, today)
    return named or clock_at(said, place) or part_at(said, place)


def _it_is_until(said: str, place: int) -> int | None:
    """Where what is said of the hour it is now ends."""
    if (found := IT_IS.match(said, place)) and not counted_at(said, found.end()):
        if clock := clock_at(said, found.end()):
            here = HERE.match(said, clock[0])
            return here.end() if here else clock[0]
        return None
    clock = clock_at(said, place)
    awake = AWAKE.match(said, clock[0]) if clock and clock[1].clock else None
    return awake.end() if awake and said[place].isdigit() else None
