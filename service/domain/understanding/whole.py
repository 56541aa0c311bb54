"""Whole messages that are known as they stand: keywords and common short texts.

One dictionary read, no matter how many there are.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

_EDGES = " \t\r\n.,!?;:'\"()[]{}<>*-_~/\\|¡¿…“”‘’"
_LONGEST_SIGNED = 80
_NAME = r"[A-ZÁÉÍÓÚÑ](?:[a-záéíóúñü]+|\.|\b)"
_SIGNED = re.compile(
    rf"(.+?)(?:\s*\n[\s–—~-]*|\s+[–—~-]+\s*)({_NAME}(?:\s{_NAME}){{0,2}}(?:,(?:\s{_NAME}){{1,3}})?)"
)
_CONTRACTIONS = (
    ("can not", "cant"),
    ("do not", "dont"),
    ("does not", "doesnt"),
    ("did not", "didnt"),
    ("will not", "wont"),
    ("is not", "isnt"),
    ("i am", "im"),
    ("i have", "ive"),
    ("he is", "hes"),
    ("she is", "shes"),
    ("it is", "its"),
    ("that is", "thats"),
    ("what is", "whats"),
    ("who is", "whos"),
)


class Whole(NamedTuple):
    """A whole message: what it means; `language` is empty where both languages have it."""

    intent: str
    why: str
    language: str
    refined: str = ""
    detail: str = ""
    phrase: str = ""  # how the rule writes it

    @property
    def reason(self) -> str:
        return f"{self.why}: “{self.phrase}”" if self.phrase else self.why


class WholeTexts:
    def __init__(self, entries: Iterable[tuple[str, Whole]], polite: Collection[str] = ()) -> None:
        self._polite = frozenset(polite)
        self._known: dict[str, Whole] = {}
        for text, meaning in entries:
            self._add(text, meaning)
            if (short := contracted(text)) != text:
                self._add(short, meaning)

    def _add(self, text: str, meaning: Whole) -> None:
        before = self._known.get(text)
        if before is None:
            self._known[text] = meaning
        elif before.language != meaning.language and before.intent == meaning.intent:
            self._known[text] = _of_both(before)

    def __len__(self) -> int:
        return len(self._known)

    def as_typed(self, text: str) -> Whole | None:
        """Look up the text as it came, but for case, spaces, and marks around it."""
        key = text.strip(_EDGES).casefold()
        return self._known.get(key) or (
            self._known.get(" ".join(key.replace("'", "").replace("’", "").split()))
        )

    def as_words(self, words: Sequence[str]) -> Whole | None:
        """Look up the spelt words, then again without polite words around them."""
        found = self._known.get(" ".join(words))
        if found:
            return found
        first, last = 0, len(words)
        while first < last and words[first] in self._polite:
            first += 1
        while last > first and words[last - 1] in self._polite:
            last -= 1
        return self._known.get(" ".join(words[first:last])) if last - first < len(words) else None


def without_name(text: str) -> tuple[str, Sequence[str]]:
    """ "STOP" and ("Ann", "L.") of "STOP - Ann L., Office"; without what looks like a name, no
    words."""
    signed = _SIGNED.fullmatch(text.strip(" .\n")) if len(text) <= _LONGEST_SIGNED else None
    return (
        (signed[1], signed[2].replace(".", "").replace(",", "").split()) if signed else (text, ())
    )


def contracted(text: str) -> str:
    """ "i can not" as it is typed: "i cant"."""
    for long, short in _CONTRACTIONS:
        if long in text:
            text = f" {text} ".replace(f" {long} ", f" {short} ").strip()
    return text


def _of_both(meaning: Whole) -> Whole:
    return meaning._replace(language="")
