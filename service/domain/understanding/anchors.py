"""Which phrases may stand in a text, and where they would begin.

The rarest step of a phrase is its anchor. Where a word of it stands, the other steps must
stand a known number of words away, so that a few look-ups rule out nearly every phrase
that is not there. What is left may still not be there; only the phrase itself can tell.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, repeat
from math import inf
from operator import attrgetter

from service.domain.understanding.phrases import BEFORE_WORDS, EDGE, Phrase, StepReader, Text

# One of these words stands from so far after the anchor up to, not including, so far.
_Neighbour = tuple[int, int, frozenset[str]]
_Neighbours = tuple[_Neighbour, ...]
# A phrase's number, and how many words at least and at most come before its anchor.
_Lead = tuple[int, int, int]
_Beside = tuple[int, frozenset[str], _Neighbours, _Lead]
_Within = tuple[int, int, frozenset[str], _Neighbours, _Lead]
# A piece, and the numbers of the phrases whose anchor it is.
_SameAnchor = tuple[str, list[int]]
_Looks = tuple[list[_Beside], list[_Within]]
Starts = dict[int, list[range]]
# How many phrases may have the one word by which a phrase is found, or, if need be, may.
RARE = (6, 60)
LEAST_USE = 0.3  # of words that phrases have only among others


class WordUse:
    """How often phrases have a word by itself: a guess at how often people write it."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        pieces = Counter(chain.from_iterable(map(attrgetter("pieces"), phrases)))
        self._alone = {piece: times for piece, times in pieces.items() if piece.isalnum()}
        self._of: dict[str, float] = {}
        self._rare = [
            {word for word, times in self._alone.items() if times <= most} for most in RARE
        ]

    def anchor_of(self, phrase: Phrase) -> str:
        """The piece whose words the texts have seldomest, it is guessed."""
        for rare in self._rare:
            for word in filter(rare.__contains__, phrase.pieces):
                return word
        known, rarest, least = self._of, "", inf
        for piece in phrase.pieces:
            if piece[0] in BEFORE_WORDS:
                continue
            use = known.get(piece)
            if use is None:
                use = known[piece] = self._use(phrase, piece)
            if use < least:
                rarest, least = piece, use
        return rarest

    def _use(self, phrase: Phrase, piece: str) -> float:
        if piece.lstrip(".")[0] in BEFORE_WORDS:
            return inf
        words = _first_words(phrase, piece)
        return sum(map(self._alone.get, words, repeat(0))) + LEAST_USE * len(words)


class Anchors:
    """Phrases, found by the words of their anchors."""

    def __init__(self, phrases: Sequence[Phrase], use: WordUse) -> None:
        self._phrases = phrases
        by_word: defaultdict[str, list[_SameAnchor]] = defaultdict(list)
        same: dict[tuple[StepReader, str], list[int]] = {}
        for number, phrase in enumerate(phrases):
            anchor = use.anchor_of(phrase)
            numbers = same.get((phrase.reader, anchor))
            if numbers is None:
                numbers = same[phrase.reader, anchor] = []
                entry = anchor, numbers
                for word in _first_words(phrase, anchor):
                    by_word[word].append(entry)
            numbers.append(number)
        self._by_word = dict(by_word)
        self._looks: dict[str, _Looks] = {}

    def starts_in(self, text: Text) -> Starts:
        """By its number, each phrase that may be there, with the places it would begin at."""
        starts: Starts = {}
        around = text.around
        for place, word in enumerate(text.words):
            looks = self._looks.get(word)
            if looks is None:
                if word not in self._by_word:
                    continue
                looks = self._looks[word] = self._prepare(word)
            beside, within = looks
            for at, words, others, lead in beside:
                if around[place + at] in words and _all_near(others, around, place):
                    _add(starts, lead, place)
            for first, last, words, others, lead in within:
                if words.isdisjoint(around[place + first : place + last]):
                    continue
                if _all_near(others, around, place):
                    _add(starts, lead, place)
        return starts

    def _prepare(self, word: str) -> _Looks:
        """What to look at around a word; made when it is first met, as most never are."""
        beside: list[_Beside] = []
        within: list[_Within] = []
        for piece, numbers in self._by_word[word]:
            for number in numbers:
                phrase = self._phrases[number]
                anchor = phrase.pieces.index(piece)
                spans = list(_spans(phrase))
                lead = (number, *spans[anchor])
                (first, last, words), *others = _neighbours(phrase, anchor, spans)
                if last - first == 1:
                    beside.append((first, words, tuple(others), lead))
                else:
                    within.append((first, last, words, tuple(others), lead))
        return beside, within


def _first_words(phrase: Phrase, piece: str) -> Collection[str]:
    """Those of the step, which is read only where its piece does not show them."""
    if piece.isalnum():
        return (piece,)
    if "<" in piece or "*" in piece:
        return phrase.reader.step(piece).first_words
    names = piece.strip(".()").split("|")
    return {name.partition(" ")[0] for name in names} if " " in piece else names


def _all_near(others: _Neighbours, around: Sequence[str], place: int) -> bool:
    for first, last, words in others:
        if words.isdisjoint(around[place + first : place + last]):
            return False
    return True


def _add(starts: Starts, lead: _Lead, place: int) -> None:
    number, least, most = lead
    starts.setdefault(number, []).append(range(max(0, place - most), place - least + 1))


def _spans(phrase: Phrase) -> Iterator[tuple[int, int]]:
    """For each step, how many words at least and at most come before it in the phrase."""
    least = most = 0
    for step in phrase.steps:
        most += 0 if step.forbidden else step.gap
        yield least, most
        if not step.forbidden:
            most += step.longest
            least += 0 if step.optional else step.shortest


def _neighbours(phrase: Phrase, anchor: int, spans: Sequence[tuple[int, int]]) -> list[_Neighbour]:
    """Where the other steps stand, what tells most first; if none, the anchor itself."""
    near: list[_Neighbour] = []
    for step, (least, most) in zip(phrase.steps, spans, strict=True):
        first, last = sorted((least - spans[anchor][0], most - spans[anchor][1]))
        is_another = step.must_be_there and step is not phrase.steps[anchor]
        if is_another and first >= -EDGE and last < EDGE:
            near.append((EDGE + first, EDGE + last + 1, step.first_words))
    near.sort(key=_tells_least)
    return near or [(EDGE, EDGE + 1, phrase.steps[anchor].first_words)]


def _tells_least(near: _Neighbour) -> tuple[bool, int]:
    first, last, words = near
    places = last - first
    return places > 1, places * len(words)
