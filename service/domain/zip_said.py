"""A ZIP code in a text that asks for a call. Knows not which codes there are."""

import re
from datetime import date

from service.domain.facts import folded
from service.domain.time_talk import is_wish_or_time, pieces_of

FIVE_DIGITS = re.compile(r"(?<![\w$.,-])\d{5}(?![\w-]|[.,]\d)")
MARKED = re.compile(
    r"(?:\bzip\w*(?: code)?|\bpostal|\bcp)(?: is| es|:)* ?(?P<before>\d{5})(?![\w-])"
    r"|(?<![\w$.,-])(?P<after>\d{5}) (?:is|es) (?:my|the|mi|el) (?:zip|cp|codigo)\b"
)
ANY_DAY = date(2000, 1, 1)


def zip_beside_request(words: str) -> str:
    """The five digits that say where they are: called a ZIP code, or beside nothing but a wish and
    a time. Any others are a sum or the number of a house; "" where there are none."""
    if marked := MARKED.search(folded(words)):
        return marked["before"] or marked["after"]
    named = FIVE_DIGITS.search(words)
    if named is None or not is_wish_or_time(pieces_of(words, ANY_DAY)):
        return ""
    return named[0]
