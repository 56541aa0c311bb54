"""Answers to what the helpline asked: a ZIP code, another number, a time.

Read from the folded text by shape. Whether anything was asked is not known here.
"""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from string import digits

import phonenumbers

_ZIP = re.compile(
    r"(?:(?:my |mi )?(?:zip|zip ?code|codigo postal|postal code|cp|area)?(?: code)?"
    r"(?: is| es|:|s)?\s*)?(\d{5})(?:[- ]\d{4})?[.!, ]*"
    r"(?:thx|thanks|thank you|ty|pls|plz|please|gracias|por favor|porfa)?[.!]*"
)
_NUMBER = re.compile(r"(?<![\d/])(?:\+?1[ .(-]{0,2})?\(?\d{3}[ .)-]{0,2}\d{3}[ .-]{0,2}\d{4}(?!\d)")
_SPOKEN_NUMBER = re.compile(r"(?:\d[\s,.-]{0,2}){10,11}")
_LOCAL_NUMBER = re.compile(
    r"(?<![\d/.-])\d{3}[.-]\d{4}(?![\d-])"
    r"|(?:(?:^|\b(?:number|numero|cell|celular|cel|phone|is|es|at|al|call)) ?:? ?)\d{3} \d{4}[.!]?$"
)
_ABROAD = re.compile(r"(?<!\d)(?:\+|00)(?!1\d{10}\b)[2-9]\d[\d ().-]{6,}")
_HOURS = re.compile(r"\d[0-5]0[-. ]\d\d[0-5]0$")  # "900-1700" is when, not whom to call
_FEWEST_DIGITS = 10
_FEWEST_LOCAL_DIGITS = 7
_NO_DIGITS = dict.fromkeys(map(ord, digits))
HALVES = frozenset({"am", "pm"})
COURTESIES = frozenset({"please", "me", "at", "in", "zip", "por", "favor", "a", "las", "en"})
_CLOCK = re.compile(r"\d{1,4}(?:am|pm|a|p|hs|hrs|h)")


def zip_code(folded: str) -> str:
    """The ZIP when the whole text is one, else an empty text."""
    found = _ZIP.fullmatch(folded.strip())
    if found:
        return found[1]
    spelt_out = folded.replace(" ", "").strip(".")
    return spelt_out if len(spelt_out) == 5 and spelt_out.isdigit() else ""


def phone_number(folded: str) -> str:
    """The first valid North American number in the text as E.164, else an empty text."""
    if len(folded) - len(folded.translate(_NO_DIGITS)) < _FEWEST_DIGITS:
        return ""
    found = _NUMBER.search(folded) or _SPOKEN_NUMBER.search(folded)
    if not found:
        return ""
    try:
        number = phonenumbers.parse(found[0], "US")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def has_local_number(folded: str) -> bool:
    """A number without its area code ("555-0143"): one that cannot be rung as it stands."""
    if len(folded) - len(folded.translate(_NO_DIGITS)) < _FEWEST_LOCAL_DIGITS:
        return False
    found = _LOCAL_NUMBER.search(folded.strip())
    return found is not None and _HOURS.search(found[0]) is None


def names_unreachable_number(folded: str) -> bool:
    """Whether a number is named that we could not ring: without its area code, or abroad."""
    return has_local_number(folded) or _ABROAD.search(folded) is not None


class Times:
    """Whether words name a time ("tomorrow after 5 pm"); which time is read elsewhere."""

    def __init__(
        self, words: Collection[str], anchors: Collection[str], openers: Collection[str] = ()
    ) -> None:
        """`openers`: words that ask for a call in front of a time or a ZIP code ("call 7pm")."""
        self._anchors = frozenset(anchors) - HALVES
        self._words = frozenset(words) | self._anchors | HALVES
        self._openers = frozenset(openers)

    def are_named(self, words: Sequence[str]) -> bool:
        if not self._anchors.isdisjoint(words):
            return True
        # "am" is half of a day only behind a figure: "i am not ok" names no time.
        return any(
            _CLOCK.fullmatch(word) or then in HALVES
            for word, then in pairwise((*words, ""))
            if word[0].isdigit()
        )

    def are_all(self, words: Sequence[str]) -> bool:
        """The whole text is about a time."""
        return all(
            word in self._words or _CLOCK.fullmatch(word) for word in words
        ) and self.are_named(words)

    def follow_a_call(self, words: Sequence[str]) -> bool:
        """Whether it is "call" and nothing else but a time or a ZIP code, before it or after."""
        said = [word for word in words if word not in COURTESIES]
        if len(said) < 2 or not {said[0], said[-1]} & self._openers:
            return False
        rest = [word for word in said if word not in self._openers]
        are_times = all(
            word in self._words or word.isdigit() or _CLOCK.fullmatch(word) for word in rest
        )
        names_one = self.are_named(rest) or any(word.isdigit() for word in rest)
        return len(rest) == len(said) - 1 and are_times and names_one
