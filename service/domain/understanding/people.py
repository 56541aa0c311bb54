"""Whether a crisis text is about the texter or about someone else.

The nearest word for a person decides: inside the phrase found, else before it.
"""

from collections.abc import Collection, Sequence


class People:
    def __init__(self, texter: Collection[str], others: Collection[str]) -> None:
        self._texter = frozenset(texter)
        self._others = frozenset(others)

    def about_other(self, words: Sequence[str], start: int, end: int) -> bool:
        inside = [word for word in words[start:end] if word in self._texter | self._others]
        if inside:
            return all(word in self._others for word in inside)
        for word in reversed(words[:start]):
            if word in self._texter or word in self._others:
                return word in self._others
        return any(word in self._others for word in words[end:])
