"""Hours of the clock as people write them: "5pm", "17:30", "after 6", "3-5", "a las 7 de la noche".

Knows no days, and not whether a number is meant as an hour: what nothing marks as one is `bare`.
"""

import re

from service.domain.named_time import Clock, Named, Side
from service.domain.said_parts import NIGHT, named_hour

BEFORE = (
    r"no later than|not later than|not after|no despues de|a mas tardar(?: a)?|before|b4|prior to"
    r"|by|until|till?|up to|antes del?|hasta"
)
AFTER = (
    r"not? before|not? (?:un)?till?|no earlier than|not earlier than|no antes de|no hasta"
    r"|any ?time after|after|past|from|a partir de|despues del?|desde|pasad[ao]s"
)
AT = r"at|around|about|between|entre|a eso de|como a|sobre|hacia|cerca de"
LEADS = rf"(?:(?:(?P<before>{BEFORE})|(?P<after>{AFTER})|(?P<at>{AT}))(?!\w) )?"
THE = r"(?P<the>(?:a )?las? )?"
HOUR = r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d)|(?P<joined>\d\d))?"
MORNING_OR_NOT = r"de la manana|de la madrugada|de la tarde|de la noche|del? (?:el )?mediodia"
MORNING_OR_NOT += r"|in the (?:morning|afternoon|evening)|at night|en la (?:manana|tarde|noche)"
HALF = rf"(?: ?(?P<half>[ap]m))?(?: ?-?(?P<ish>ish))?(?: (?P<said>{MORNING_OR_NOT}))?"
OCLOCK = r"(?: ?(?P<oclock>oclock|o clock|en punto|hrs?|hs|h|horas)(?!\w))?"
UNTIL = r"(?: ?(?P<link>-|to|and|or|until|till?|thru|y|a|o|hasta)(?: las?)? ?{})?"
END = r"(?P<end>\d{1,2})(?::\d\d)?(?: ?(?P<end_half>[ap]m)| (?P<end_said>" + MORNING_OR_NOT + "))?"
CLOCK = re.compile(rf"{LEADS}{THE}{HOUR}{OCLOCK}{HALF}{UNTIL.format(END)}(?![\w%:/]|[.-]\d)")
LEADING = re.compile(rf"{LEADS}(?:las? |the )?")
OR = frozenset({"or", "o"})
HALVES = {"manana": "am", "madrugada": "am", "morning": "am", "noche": NIGHT, "night": NIGHT}


def clock_at(said: str, place: int) -> tuple[int, Named] | None:
    """The hour that is named at this place of folded words, and where it ends."""
    if found := CLOCK.match(said, place):
        return _in_figures(found)
    leading = LEADING.match(said, place)
    named = named_hour(said, leading.end() if leading else place)
    if named is None:
        return None
    end, clock = named
    side = _side(leading) if leading else Side.AT
    return end, Named(clock=Clock(12, half=clock.half, side=side, by_name=True))


def _in_figures(found: "re.Match[str]") -> tuple[int, Named] | None:
    joined = found["joined"] or ""
    hour, minute = int(found["hour"]), int(found["minute"] or joined or 0)
    if hour > 23 or minute > 59:
        return None
    if joined and (minute % 5 or found["end"]):
        return None  # a year, the number of a house, 911
    clock = Clock(hour, minute, _half(found, hour), _side(found), instead=_other(found))
    marks = ("before", "after", "at", "the", "minute", "half", "said", "oclock", "end_half", "ish")
    return found.end(), Named(clock=clock, bare=not any(found[mark] for mark in marks))


def _other(found: "re.Match[str]") -> Clock | None:
    """The hour that would do as well, of "3 or 4"; "3 to 4" names one while."""
    if found["link"] not in OR or int(found["end"]) > 23:
        return None
    half = _half_said(found["end_half"], found["end_said"])
    return Clock(int(found["end"]), half=half or _half_said(found["half"], found["said"]))


def _half(found: "re.Match[str]", hour: int) -> str:
    """What makes it morning or not; "3-5pm" says it of both, "11-1pm" of the second only."""
    own = _half_said(found["half"], found["said"])
    if own or not found["end"]:
        return own
    end = _half_said(found["end_half"], found["end_said"])
    return end if hour % 12 < int(found["end"]) % 12 else ""


def _half_said(half: str | None, said: str | None) -> str:
    if half or not said:
        return half or ""
    return HALVES.get(said.split()[-1], "pm")


def _side(found: "re.Match[str]") -> Side:
    if found.groupdict().get("end"):
        return Side.AT  # "from 3 to 5" begins at 3
    if found["before"]:
        return Side.BEFORE
    return Side.AFTER if found["after"] else Side.AT
