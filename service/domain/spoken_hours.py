"""Hours as people say them, "half past three", "las ocho y media", put into figures.

A recogniser writes some numbers as words. Knows nothing of days, zones or what an hour is for.
"""

import re
from collections.abc import Mapping

ENGLISH = "one two three four five six seven eight nine ten eleven twelve".split()
SPANISH = "una dos tres cuatro cinco seis siete ocho nueve diez once doce".split()
COUNTS: Mapping[str, int] = {
    word: count for words in (ENGLISH, SPANISH) for count, word in enumerate(words, start=1)
}
MINUTES: Mapping[str, int] = {
    "forty five": 45,
    "thirty": 30,
    "fifteen": 15,
    "twenty": 20,
    "ten": 10,
    "o clock": 0,
    "y media": 30,
    "y cuarto": 15,
    "y veinte": 20,
    "y diez": 10,
    "treinta": 30,
    "quince": 15,
    "veinte": 20,
}
# "one", "una" and "once" mean other things too: an hour only beside what makes it one.
HOUR = "|".join(sorted(COUNTS, key=len, reverse=True))
EITHER = rf"({HOUR}|\d{{1,2}})"
SAID_MINUTES = re.compile(rf"\b{EITHER} ({'|'.join(MINUTES)})\b")
HALF_PAST = re.compile(rf"\b(half|quarter) (past|to) {EITHER}\b")
LESS_A_QUARTER = re.compile(rf"\b{EITHER} menos cuarto\b")
AFTER = r"at|after|by|from|around|before|until|till?|las?|desde|in|en|dentro de"
BEFORE = r"[ap] ?m\b|[ap]\.m\.|de la (?:manana|tarde|noche)|in the |hours?\b|horas?\b"
SAID_HOUR = re.compile(
    rf"\b({AFTER}) (?!(?<!la )(?<!las )(?<!desde )once\b)({HOUR})\b|\b({HOUR}) ?(?={BEFORE})"
)
BETWEEN = re.compile(rf"\b(between|entre las?|from) {EITHER} (and|to|y las?) ({HOUR})\b")
IN_MINUTES = re.compile(rf"\b(in|en|dentro de) ({'|'.join(MINUTES)}) (?=min)")


def in_figures(said: str) -> str:
    """Folded words with their hours as texters write them: "half past three" is "3:30"."""
    said = HALF_PAST.sub(_half_past, said.replace("o'clock", "o clock"))
    said = LESS_A_QUARTER.sub(lambda m: f"{_hour_before(_count(m[1]))}:45", said)
    said = IN_MINUTES.sub(lambda m: f"{m[1]} {MINUTES[m[2]]} ", said)
    said = SAID_MINUTES.sub(lambda m: f"{_count(m[1])}:{MINUTES[m[2]]:02}", said)
    said = BETWEEN.sub(lambda m: f"{m[1]} {_count(m[2])} {m[3]} {_count(m[4])}", said)
    return SAID_HOUR.sub(lambda m: f"{m[1]} {COUNTS[m[2]]}" if m[2] else f"{COUNTS[m[3]]} ", said)


def _half_past(found: "re.Match[str]") -> str:
    minutes, hour = (30 if found[1] == "half" else 15), _count(found[3])
    if found[2] == "past":
        return f"{hour}:{minutes}"
    return f"{_hour_before(hour)}:{60 - minutes}"


def _hour_before(hour: int) -> int:
    return (hour - 2) % 12 + 1


def _count(word: str) -> int:
    return COUNTS[word] if word in COUNTS else int(word)
