"""The time zone somebody names in words: "pacific", "I'm on eastern time", "hora del centro".

Abbreviations count only as words of their own. What a ZIP code says of a place is not known here.
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


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", folded(words).replace("'", "").replace("’", "")))
