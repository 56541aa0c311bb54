"""From a text's letters to its words, spelt the way the phrases are spelt.

Handles signatures, texting slang, digits for letters, masked letters, drawn-out and
spaced-out words, words run together, slips, and what a speech recogniser mishears.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from service.domain.understanding.apart import join_letters
from service.domain.understanding.folding import fold, has_spanish_letters
from service.domain.understanding.guessing import guess_word
from service.domain.understanding.language import LANGUAGES, SPANISH, LanguageGuess
from service.domain.understanding.lexicon import Lexicon
from service.domain.understanding.pieces import REACTION, pieces_of
from service.domain.understanding.sounds import Sounds

MOST_GUESSED_WORDS = 24


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as words, and what the letters alone already tell."""

    words: tuple[str, ...]
    language: str
    folded: str
    is_reaction: bool = False


@dataclass(frozen=True, slots=True)
class Spellings:
    """One language's spelling file: how people write the words that we know."""

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    runs: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    heard: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    in_english: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)


class Speller:
    def __init__(
        self,
        lexicons: Mapping[str, Lexicon],
        guess: LanguageGuess,
        spellings: Mapping[str, Spellings],
    ) -> None:
        self._lexicons = lexicons
        self._known = frozenset().union(*(lexicon.words for lexicon in lexicons.values()))
        self._sounds = Sounds(lexicons[SPANISH].words if SPANISH in lexicons else ())
        self._guess = guess
        self._words = {language: one.words for language, one in spellings.items()}
        self._any_words = {
            written: meant for one in spellings.values() for written, meant in one.words.items()
        }
        every_run: dict[tuple[str, ...], tuple[str, ...]] = {}
        heard: dict[tuple[str, ...], tuple[str, ...]] = {}
        in_english: dict[tuple[str, ...], tuple[str, ...]] = {}
        for spelling in spellings.values():
            every_run.update(spelling.runs)
            heard.update(spelling.heard)
            in_english.update(spelling.in_english)
        self._known |= {word for run in heard for word in run}
        # Most words of a text are known and mean what they say.
        self._as_written = {
            language: self._known.difference(slang) for language, slang in self._words.items()
        }
        self._in_english = _by_first_words(in_english)
        self._runs = {
            "sms": _by_first_words(every_run),
            "voice": _by_first_words({**every_run, **heard}),
        }

    def read(self, text: str, channel: str, known_language: str | None) -> Reading:
        folded = fold(text)
        is_reaction = REACTION.match(folded) is not None
        pieces = pieces_of(folded)
        accents = has_spanish_letters(text)
        language = self._guess.of(pieces, accents=accents, known=known_language)
        words = self._spell(join_letters(pieces, self._known, self._split), language)
        words = _replace_runs(words, self._runs["voice" if channel == "voice" else "sms"])
        language = self._guess.of(words, accents=accents, known=language)
        return Reading(_once(words), language, folded, is_reaction)

    def is_plainly_in(self, text: str, language: str) -> bool:
        """Whether more than a borrowed word of it is in this language."""
        return self._guess.is_plain(pieces_of(fold(text)), language)

    def knows(self, word: str) -> bool:
        """One of the words that phrases are written with, as it is typed."""
        return word.casefold() in self._known

    def in_english(self, words: Sequence[str]) -> Sequence[str]:
        """A text of both languages with its Spanish words for a crisis put in English.

        Empty unless it has words of both, and such words among them.
        """
        if not self._guess.is_mixed(words):
            return ()
        said = list(words)
        in_english = _replace_runs(said, self._in_english)
        return () if in_english is said else in_english

    def _split(self, joined: str) -> Sequence[str] | None:
        return next(filter(None, (self._lexicons[each].split(joined) for each in LANGUAGES)), None)

    def _spell(self, pieces: Sequence[str], language: str) -> list[str]:
        slang, lexicon = self._words[language], self._lexicons[language]
        as_written = self._as_written[language]
        words: list[str] = []
        guesses = 0
        for piece in pieces:
            if piece in as_written:
                words.append(piece)
            elif piece in slang:
                words.extend(slang[piece])
            elif piece.isdigit():
                words.append(piece)
            elif piece in self._any_words:
                words.extend(self._any_words[piece])
            elif guesses < MOST_GUESSED_WORDS:
                guesses += 1
                words.extend(self._guess_word(piece, slang, lexicon))
            else:
                words.append(piece)
        return words

    def _guess_word(
        self, piece: str, slang: Mapping[str, tuple[str, ...]], lexicon: Lexicon
    ) -> Sequence[str]:
        """By its sound first where people misspell that way, else by its sound last."""
        if lexicon.is_real(piece):
            return (piece,)
        if lexicon is self._lexicons.get(SPANISH) and (like := self._sounds.word_like(piece)):
            return (like,)
        guessed = guess_word(piece, slang, lexicon)
        if guessed == (piece,) and (like := self._sounds.word_like(piece)):
            return (like,)
        return guessed


_Ways = list[tuple[tuple[str, ...], tuple[str, ...]]]
# By a run's first word and its second, which is "" where a run is one word.
_RunTable = Mapping[str, Mapping[str, _Ways]]


def _by_first_words(runs: Mapping[tuple[str, ...], tuple[str, ...]]) -> _RunTable:
    table: dict[str, dict[str, _Ways]] = {}
    for run in sorted(runs, key=len, reverse=True):
        first, then = (*run, "")[:2]
        table.setdefault(first, {}).setdefault(then, []).append((run, runs[run]))
    return table


def _replace_runs(words: list[str], table: _RunTable) -> list[str]:
    replaced: list[str] = []
    done = 0
    for at, (word, then) in enumerate(pairwise((*words, ""))):
        if word not in table or at < done:
            continue
        longer, alone = table[word].get(then, ()), table[word].get("", ())
        for run, instead in (*longer, *alone):
            if tuple(words[at : at + len(run)]) == run:
                replaced += words[done:at]
                replaced += instead
                done = at + len(run)
                break
    return [*replaced, *words[done:]] if done else words


def _once(words: Sequence[str]) -> tuple[str, ...]:
    """A word said again at once counts once."""
    return (*words[:1], *[word for before, word in pairwise(words) if word != before])
