"""Whether somebody wrote that they are under 18, in plain words. Nothing is guessed."""

import re

GROWN = 18
_UNIT = r"(?:years? old|yrs? old|y/?o|anos|años)"
_SAID = (
    re.compile(rf"\b(?:i am|i['’]?m|im|me is)\s+(?:only |just )?(\d{{1,2}})\b(?:\s*{_UNIT})?"),
    re.compile(rf"\btengo\s+(?:solo )?(\d{{1,2}})\s+{_UNIT}"),
)
# "I am 15 minutes away", "im 10 days clean": a number that counts something else.
_COUNTS = re.compile(
    r"\s*(?:%|min|hour|hr|day|week|month|dia|día|semana|mes|hora|miles?|blocks?|steps?|times?"
    r"|years? (?:sober|clean|in)|:|am\b|pm\b|-)"
)
_IS_A_MINOR = re.compile(
    r"\b(?:i am|i['’]?m|im) (?:a minor|under ?age|under 18)\b|\bsoy menor(?: de edad)?\b"
)


def says_under_18(text: str) -> bool:
    """Read one text; somebody else's age ("my son is 15") is not theirs."""
    folded = " ".join(text.casefold().split())
    if _IS_A_MINOR.search(folded):
        return True
    ages = [match for pattern in _SAID for match in pattern.finditer(folded)]
    return any(
        8 <= int(match[1]) < GROWN and not _COUNTS.match(folded, match.end()) for match in ages
    )
