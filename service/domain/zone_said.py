"""The time zone somebody names in words: "pacific", "I'm on eastern time", "chicago".

Abbreviations count only as words of their own. Of places the largest are known, and the states that
lie in one zone; not those that are people's names too. What a ZIP code says is not known here.
"""

import re

from service.domain.facts import folded

ZONES = {
    "America/Puerto_Rico": "atlantic|puerto rico|atlantico",
    "America/New_York": "eastern|est|edt|et|hora del este|zona este",
    "America/Chicago": "central|cst|cdt|ct|hora del centro|zona centro",
    "America/Denver": "mountain|mst|mdt|mt|hora de la montana|zona montana",
    "America/Phoenix": "arizona|phoenix",
    "America/Los_Angeles": "pacific|pst|pdt|pt|pacifico",
    "America/Anchorage": "alaska|akst|akdt",
    "Pacific/Honolulu": "hawaii|hawaiian|hst|hawai",
}
PLACES = {
    "America/Puerto_Rico": "san juan",
    "America/New_York": (
        "new york|nueva york|nyc|brooklyn|boston|miami|philadelphia|philly|atlanta|baltimore"
        "|detroit|orlando|cleveland|pittsburgh|new jersey|massachusetts|connecticut|ohio"
        "|pennsylvania|maryland|vermont|rhode island|new hampshire|maine|west virginia"
        "|(?:north|south) carolina|carolina del (?:norte|sur)"
    ),
    "America/Chicago": (
        "chicago|houston|dallas|san antonio|milwaukee|minneapolis|new orleans|nueva orleans"
        "|st louis|saint louis|memphis|oklahoma city|illinois|wisconsin|minnesota|iowa|missouri"
        "|arkansas|louisiana|mississippi|alabama|oklahoma"
    ),
    "America/Denver": (
        "denver|salt lake city|albuquerque|el paso|colorado|utah|new mexico|nuevo mexico|wyoming"
    ),
    "America/Phoenix": "tucson",
    "America/Los_Angeles": (
        "los angeles|san diego|san francisco|san jose|oakland|fresno|sacramento|seattle|las vegas"
        "|california"
    ),
    "America/Anchorage": "anchorage",
    "Pacific/Honolulu": "honolulu",
}
NAMED = {zone: re.compile(rf"\b(?:{names})\b") for zone, names in ZONES.items()}
OR_PLACED = {zone: re.compile(rf"\b(?:{names}|{PLACES[zone]})\b") for zone, names in ZONES.items()}
# What makes a place their own, whatever else is said, and a zone the one of the hour beside it.
THEIRS = (
    r"(?:im|i am|i live|i m|were|we are|we live|estoy|vivo|estamos|vivimos|soy) "
    r"(?:here |over |out |aqui )?(?:in|on|from|en|de)(?: the| el| la)? $"
)
BESIDE_HOUR = (
    r"(?:\d(?: ?[ap] ?m| o ?clock)?|oclock|noon|midnight|manana|tarde|noche) (?:in |en )?$"
)
TIME_OF = r"(?:hora|zona|horario)(?: \w+)? (?:del?(?: la)? )?$"
OWN = re.compile(rf"\b(?:{THEIRS}|{BESIDE_HOUR}|{TIME_OF})")
FILLING = frozenset(
    "i im am in on my the its it is we are us here time zone standard daylight please pls "
    "estoy en la el es de del hora zona horaria mi tiempo por favor".split()
)


def zone_in(words: str, *, or_place: bool = False) -> str:
    """The one zone that is named anywhere in the text; "" for none, or more than one.

    `or_place`: by a city or a state too, which in a longer text may be anybody's.
    """
    said, known = _plain(words), OR_PLACED if or_place else NAMED
    named = [zone for zone, pattern in known.items() if pattern.search(said)]
    return named[0] if len(named) == 1 else ""


def zone_of_texter(words: str) -> str:
    """The one zone that a longer text names as the texter's own: "im in chicago and i need help",
    "my son uses, call me at 3pm pacific". Anybody else's place says nothing of theirs."""
    said = _plain(words)
    named = {
        zone
        for zone, pattern in OR_PLACED.items()
        for found in pattern.finditer(said)
        if OWN.search(said[: found.start()]) or said[found.end() :].startswith(" time")
    }
    return named.pop() if len(named) == 1 else ""


def zone_said(words: str) -> str:
    """The zone, where the text names one and says nothing else; "" otherwise."""
    zone = zone_in(words, or_place=True)
    if not zone:
        return ""
    left = OR_PLACED[zone].sub(" ", _plain(words)).split()
    return zone if FILLING.issuperset(left) else ""


def without_zone(said: str) -> str:
    """Folded words without the zones they name: "3pm pacific" is "3pm"."""
    for pattern in OR_PLACED.values():
        said = pattern.sub(" ", said)
    return " ".join(said.split())


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", folded(words).replace("'", "").replace("’", "")))
