"""The time zone somebody names in words: "pacific", "I'm on eastern time", "chicago".

Abbreviations count only as words of their own. Of places the largest are known, and the states that
lie in one zone; not those that are people's names too. What a ZIP code says is not known here.
"""

import re

from service.domain.facts import folded

ZONES = {
    "America/Puerto_Rico": "atlantic|puerto rico|atlantico|san juan",
    "America/New_York": (
        "eastern|est|edt|et|hora del este|zona este|new york|nueva york|nyc|brooklyn|boston|miami"
        "|philadelphia|philly|atlanta|baltimore|detroit|orlando|cleveland|pittsburgh|new jersey"
        "|massachusetts|connecticut|ohio|pennsylvania|maryland|vermont|rhode island|new hampshire"
        "|maine|(?:north|south) carolina|carolina del (?:norte|sur)|west virginia"
    ),
    "America/Chicago": (
        "central|cst|cdt|ct|hora del centro|zona centro|chicago|houston|dallas|san antonio"
        "|milwaukee"
        "|minneapolis|new orleans|nueva orleans|st louis|saint louis|memphis|oklahoma city"
        "|illinois"
        "|wisconsin|minnesota|iowa|missouri|arkansas|louisiana|mississippi|alabama|oklahoma"
    ),
    "America/Denver": (
        "mountain|mst|mdt|mt|hora de la montana|zona montana|denver|salt lake city|albuquerque"
        "|el paso|colorado|utah|new mexico|nuevo mexico|wyoming"
    ),
    "America/Phoenix": "arizona|phoenix|tucson",
    "America/Los_Angeles": (
        "pacific|pst|pdt|pt|pacifico|los angeles|san diego|san francisco|san jose|oakland|fresno"
        "|sacramento|seattle|las vegas|california"
    ),
    "America/Anchorage": "alaska|akst|akdt|anchorage",
    "Pacific/Honolulu": "hawaii|hawaiian|hst|hawai|honolulu",
}
NAMED = {zone: re.compile(rf"\b(?:{names})\b") for zone, names in ZONES.items()}
FILLING = frozenset(
    "i im am in on my the its it is we are us here time zone standard daylight please pls "
    "estoy en la el es de del hora zona horaria mi tiempo por favor".split()
)


def zone_in(words: str) -> str:
    """The one zone that is named anywhere in the text; "" for none, or more than one."""
    said = _plain(words)
    named = [zone for zone, pattern in NAMED.items() if pattern.search(said)]
    return named[0] if len(named) == 1 else ""


def zone_said(words: str) -> str:
    """The zone, where the text names one and says nothing else; "" otherwise."""
    zone = zone_in(words)
    if not zone:
        return ""
    left = NAMED[zone].sub(" ", _plain(words)).split()
    return zone if FILLING.issuperset(left) else ""


def without_zone(said: str) -> str:
    """Folded words without the zones they name: "3pm pacific" is "3pm"."""
    for pattern in NAMED.values():
        said = pattern.sub(" ", said)
    return " ".join(said.split())


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", folded(words).replace("'", "").replace("’", "")))
