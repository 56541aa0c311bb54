"""The time zone somebody names in words: "pacific", "I'm on eastern time", "chicago", "texas".

Abbreviations count only as words of their own. Of cities the largest are known. A state that lies
in two zones is both, east first, with a space between. What a ZIP code says is not known here.
"""

import re
from collections.abc import Iterable

from service.domain.facts import folded
from service.domain.states import NAMES_TOO, SHORT, SHORT_AND_A_WORD, STATES

ZONES = {
    "America/Puerto_Rico": "atlantic|puerto rico|atlantico",
    "America/New_York": "eastern|est|edt|et|hora del este|zona este",
    "America/Chicago": "central|cst|cdt|ct|hora del centro|zona centro",
    "America/Denver": "mountain|mst|mdt|mt|hora de la montana|zona montana",
    "America/Phoenix": "arizona|phoenix",
    "America/Los_Angeles": "pacific|pst|pdt|pt|pacifico",
    "America/Anchorage": "alaskan?(?= time)|akst|akdt",
    "Pacific/Honolulu": "hawaii|hawaiian|hst|hawai",
}
CITIES = {
    "America/Puerto_Rico": "san juan",
    "America/New_York": (
        "nyc|brooklyn|boston|miami|philadelphia|philly|atlanta|baltimore|detroit|orlando|cleveland"
        "|pittsburgh"
    ),
    "America/Chicago": (
        "chicago|houston|dallas|san antonio|milwaukee|minneapolis|new orleans|nueva orleans"
        "|st louis|saint louis|memphis|oklahoma city|kansas city"
    ),
    "America/Denver": "denver|salt lake city|albuquerque|el paso",
    "America/Phoenix": "tucson",
    "America/Los_Angeles": (
        "los angeles|san diego|san francisco|san jose|oakland|fresno|sacramento|seattle|las vegas"
    ),
    "America/Anchorage": "anchorage",
    "Pacific/Honolulu": "honolulu",
}


def _any_of(*named: dict[str, str]) -> dict[str, re.Pattern[str]]:
    zones = dict.fromkeys(zone for each in named for zone in each)
    return {
        zone: re.compile(rf"\b(?:{'|'.join(each[zone] for each in named if zone in each)})(?!\w)")
        for zone in zones
    }


NAMED, OR_PLACED = _any_of(ZONES), _any_of(ZONES, CITIES, STATES)
WITH_NAMES_TOO, PEOPLE_TOO = _any_of(ZONES, CITIES, STATES, NAMES_TOO), _any_of(NAMES_TOO)
# "Central Florida" is a part of it, and names no time.
PART_OF = re.compile(
    r"\b(?:eastern|central|western|northern|southern|north|south|east|west|upstate) "
    rf"(?=(?:{'|'.join(STATES.values())})(?!\w))"
)
SHORT_ALONE = {short: zone for zone, each in SHORT.items() for short in each.split()}
SHORT_BEHIND = {short: zone for zone, each in SHORT_AND_A_WORD.items() for short in each.split()}
# What makes a place their own, whatever else is said, and a zone the one of the hour beside it.
THEIRS = (
    r"(?:im|i am|i live|i m|were|we are|we live|estoy|vivo|estamos|vivimos|soy) "
    r"(?:here |over |out |aqui )?(?:in|on|from|en|de)(?: the| el| la)? $"
)
BESIDE_HOUR = (
    r"(?:\d(?: ?[ap] ?m| o ?clock)?|oclock|noon|midnight|manana|tarde|noche) (?:in |en )?$"
)
TIME_OF = r"(?:hora|zona|horario)(?: \w+)? (?:del?(?: la)? )?$"
THERE, OWN = re.compile(rf"\b{THEIRS}"), re.compile(rf"\b(?:{THEIRS}|{BESIDE_HOUR}|{TIME_OF})")
A_STREET = re.compile(r" (?:st|street|ave|avenue|road|rd|blvd|boulevard|drive|dr|lane|ln|hotel)\b")
# Who is thanked, or says "here", may be called so: "thanks, Virginia", "Georgia here".
SIGNED = frozenset("thank thanks ty please pls here gracias favor aqui".split())
FILLING = frozenset(
    "i im am in on my the its it is we are us here time zone standard daylight please pls live "
    "living from of state now currently usa thanks thank you ty "
    "estoy en la el es de del hora zona horaria mi tiempo por favor vivo vivimos estamos soy "
    "estado aqui ahora gracias".split()
)
SHORT_ANSWER = re.compile(
    rf"(?P<behind>{THEIRS.removesuffix('$')})?(?:in |en )?(?P<short>\w\w)"
    r"(?: (?:please|pls|usa|thanks|thank you|ty|por favor|gracias))*"
)


def zone_in(words: str, *, or_place: bool = False) -> str:
    """The one zone that is named anywhere in the text; "" for none, or more than one.

    `or_place`: by a city or a state too, which in a longer text may be anybody's.
    """
    return _one_of(_named(_plain(words), OR_PLACED if or_place else NAMED))


def zone_of_texter(words: str) -> str:
    """The one zone that a longer text names as the texter's own: "im in chicago and i need help",
    "my son uses, call me at 3pm pacific". Anybody else's place says nothing of theirs."""
    said = _plain(words)
    owned = _owned(said, OR_PLACED, OWN) | _owned(said, PEOPLE_TOO, THERE)
    one = _one_of(owned)
    return one if one and _one_of(owned | set(_named(said, OR_PLACED))) else ""


def _owned(said: str, known: dict[str, re.Pattern[str]], own: re.Pattern[str]) -> set[str]:
    """The zones of the places that the words before or behind make the texter's."""
    return {
        zone
        for zone, pattern in known.items()
        for found in pattern.finditer(said)
        if own.search(said[: found.start()]) or said[found.end() :].startswith(" time")
        if not A_STREET.match(said[found.end() :])
    }


def zone_said(words: str) -> str:
    """The zone, where the text names one and says nothing else, "houston tx"; "" otherwise."""
    said = _plain(words)
    if short := _short_state(said):
        return short
    may_be_signed = not SIGNED.isdisjoint(said.split()) and not _owned(said, PEOPLE_TOO, THERE)
    known = OR_PLACED if may_be_signed else WITH_NAMES_TOO
    zone = _one_of(_named(said, known))
    left = (word for word in _without(said, known).split() if word not in SHORT_ALONE)
    return zone if FILLING.issuperset(left) else ""


def without_zone(said: str) -> str:
    """Folded words without the zones they name: "3pm pacific" is "3pm"."""
    return _without(said, OR_PLACED)


def _named(said: str, known: dict[str, re.Pattern[str]]) -> Iterable[str]:
    return (zone for zone, pattern in known.items() if pattern.search(said))


def _without(said: str, known: dict[str, re.Pattern[str]]) -> str:
    for pattern in known.values():
        said = pattern.sub(" ", said)
    return " ".join(said.split())


def _one_of(named: Iterable[str]) -> str:
    """The one that was named. Of a state and a city in it that is the city's: "el paso texas"."""
    each = {zone: set(zone.split()) for zone in named}
    narrow = [zone for zone, of in each.items() if not any(other < of for other in each.values())]
    return narrow[0] if len(narrow) == 1 else ""


def _short_state(said: str) -> str:
    found = SHORT_ANSWER.fullmatch(said)
    if found is None:
        return ""
    behind = SHORT_BEHIND.get(found["short"], "") if found["behind"] else ""
    return behind or SHORT_ALONE.get(found["short"], "")


def _plain(words: str) -> str:
    said = " ".join(re.findall(r"\w+", folded(words).replace("'", "").replace("’", "")))
    return PART_OF.sub("", said)
