"""Whether a crisis text is about the texter or about someone else.

An overdose is of whoever is named nearest: inside the phrase found, else before it. Whoever speaks
of dying speaks of themselves, unless another is seen to do it: "my brother says he is done" does,
"I gave my brother the keys" and "since she left" do not.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

OVERDOSE = "crisis:overdose"
HOW_FAR_THEY_SPEAK = 4
NAMES_NOBODY = frozenset({"my", "mi", "mis", "our", "everyone", "everybody", "la", "lo"})
"""Nobody in danger is named by the "my" of "my brother took it all", by "goodbye everyone", nor by
the article of "la soga"."""


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """Classes of words.toml, of every language together; each is named as the class is."""

    texter: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    others_done_to: frozenset[str] = frozenset()
    """Words for others that never stand for whoever does something: "him"."""
    selves: frozenset[str] = frozenset()
    whose: frozenset[str] = frozenset()
    does: frozenset[str] = frozenset()
    """What follows a person who does something; between them only `meanwhile`."""
    meanwhile: frozenset[str] = frozenset()
    done_to: frozenset[str] = frozenset()
    """What stands before a person to whom something is done."""
    clause: frozenset[str] = frozenset()
    """What stands before a person who only gives a reason or a time: "since she left"."""
    tells: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()

    @classmethod
    def of(cls, classes: Mapping[str, Iterable[str]]) -> "PeopleWords":
        return cls(**{each.name: frozenset(classes.get(each.name, ())) for each in fields(cls)})


class People:
    def __init__(self, words: PeopleWords) -> None:
        self._words = words
        self._doers = words.others - words.others_done_to - words.selves
        self._named = words.texter | words.others

    def about_other(self, intent: str, words: Sequence[str], start: int, end: int) -> bool:
        """Whether another than the texter is in danger; what shows it is words[start:end]."""
        if intent == OVERDOSE:
            return self.nearest_is_other(words, start, end)
        return self.other_does_it(words, start, end)

    def about_other_near(self, intent: str, words: Sequence[str], place: int) -> bool:
        """The same where no phrase was found, but signs; the heaviest is words[place]."""
        if intent != OVERDOSE:
            return self.other_does_it(words, 0, len(words))
        near = self.nearest_is_other(words[: place + 1], place, place + 1)
        return near or self.nearest_is_other(words, 0, len(words))

    def nearest_is_other(self, words: Sequence[str], start: int, end: int) -> bool:
        """Whether the person named nearest to what was found is not the texter."""
        others, words = self._words.others, [_unless_nobody(word) for word in words]
        inside = [word for word in words[start:end] if word in self._named]
        if inside:
            return all(word in others for word in inside)
        for word in reversed(words[:start]):
            if word in self._named:
                return word in others
        return any(word in others for word in words[end:])

    def other_does_it(self, words: Sequence[str], start: int, end: int) -> bool:
        """Whether another than the texter is the one who does, or says, what was found."""
        known = self._words
        if self._is_theirs(words, start, end):
            return False
        doing = [at for at in range(len(words)) if self._does(words, at)]
        if any(self._tells(words, at) for at in doing):
            return True
        texter = [at for at, word in enumerate(words[:end]) if word in known.texter - known.whose]
        before = [at for at in doing if at < end]
        return bool(before) and max(before) > max(texter, default=-1)

    def _is_theirs(self, words: Sequence[str], start: int, end: int) -> bool:
        """ "My wife found my suicide note": the texter's, though another is named."""
        has_owner = start > 0 and words[start - 1] in self._words.whose & self._words.texter
        return has_owner and self._doers.isdisjoint(words[start:end])

    def _does(self, words: Sequence[str], at: int) -> bool:
        """Whether a person there does something, to themselves or at all, or begins the text."""
        if words[at] not in self._doers:
            return words[at] in self._words.selves
        lead = next(self._before(words, at), "")
        if not lead:
            return at > 0 or self._goes_on(words, at)
        done_to = self._words.done_to | self._words.clause
        return lead not in done_to and self._goes_on(words, at)

    def _before(self, words: Sequence[str], at: int) -> Iterator[str]:
        return (word for word in reversed(words[:at]) if word not in self._words.whose)

    def _goes_on(self, words: Sequence[str], at: int) -> bool:
        after = (word for word in words[at + 1 :] if word not in self._words.meanwhile)
        return next(after, "") in self._words.does

    def _tells(self, words: Sequence[str], at: int) -> bool:
        """ "My brother just texted me": what he says is his."""
        near = words[at + 1 : at + 1 + HOW_FAR_THEY_SPEAK]
        return any(
            one in self._words.tells and then in self._words.told for one, then in pairwise(near)
        )


def _unless_nobody(word: str) -> str:
    return "" if word in NAMES_NOBODY else word
