"""From a text's letters to its words, spelt the way the phrases are spelt.

Handles signatures, texting slang, digits for letters, masked letters, drawn-out and
spaced-out words, words run together, slips, and what a speech recogniser mishears.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from service.domain.understanding.apart import join_letters
from service.domain.understanding.folding import fold, has_spanish_letters
from service.domain.understanding.language import LANGUAGES, SPANISH, LanguageGuess
from service.domain.understanding.lexicon import Lexicon
from service.domain.understanding.sounds import Sounds

MOST_WORDS = 400
MOST_GUESSED_WORDS = 24

_SIGNATURE = re.compile(
    r"(?:^|\s)[-–~*_ ]*(?:(?:sent|enviado|mandado|escrito) (?:from|via|using|desde|con|por)\b"
    r"|get outlook|obten(?:er|ga)? outlook|outlook para|sent with).{0,60}$",
    re.DOTALL,
)
_REACTION = re.compile(
    r"^(?:liked|loved|disliked|laughed at|emphasi[sz]ed|questioned|reacted .{1,12} to"
    r"|removed an? \w+ from|le gusto|le encanto|reacciono .{1,20} a)\s*[\"“«]",
)
_LINK = re.compile(
    r"(?:https?://|www\.)\S+|\b[a-z0-9-]{2,}\.(?:com|net|org|ly|co|io|me|info|link|xyz|top)"
    r"(?:/\S*)?(?=[\s,!?]|$)"
)
_OVERDOSED = re.compile(
    r"\bo\.?[- ]?d[.']? ?'ed\b|\bo\.?d'd\b|\bod-?ed\b|\bo\.?d\.?'ing\b|\bo\.d\."
)
_BETWEEN = re.compile(r"[^a-z0-9*$@!#']+")
_LEET = str.maketrans("0134578$@!", "oieastbsai")
_SHOUT = re.compile(r"(?<=[a-z])!+1[!1]*(?![a-z0-9])|!(?![a-z0-9])|(?<![a-z0-9])!")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_DOUBLED = re.compile(r"(.)\1+")


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
        self._in_english = _by_first(in_english)
        self._runs = {"sms": _by_first(every_run), "voice": _by_first({**every_run, **heard})}

    def read(self, text: str, channel: str, known_language: str | None) -> Reading:
        folded = fold(text)
        is_reaction = _REACTION.match(folded) is not None
        pieces = _pieces(folded)
        accents = has_spanish_letters(text)
        language = self._guess.of(pieces, accents=accents, known=known_language)
        words = self._spell(join_letters(pieces, self._known, self._split), language)
        words = _replace_runs(words, self._runs["voice" if channel == "voice" else "sms"])
        language = self._guess.of(words, accents=accents, known=language)
        return Reading(tuple(_once(words)), language, folded, is_reaction)

    def in_english(self, words: Sequence[str]) -> Sequence[str]:
        """A text of both languages with its Spanish words for a crisis put in English.

        Empty unless it has words of both.
        """
        if not self._guess.is_mixed(words):
            return ()
        return _replace_runs(list(words), self._in_english)

    def _split(self, joined: str) -> Sequence[str] | None:
        return next(filter(None, (self._lexicons[each].split(joined) for each in LANGUAGES)), None)

    def _spell(self, pieces: Sequence[str], language: str) -> list[str]:
        slang, lexicon = self._words[language], self._lexicons[language]
        words: list[str] = []
        guesses = 0
        for piece in pieces:
            if piece in slang:
                words.extend(slang[piece])
            elif piece in self._known or piece.isdigit():
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
        like = None if lexicon.is_real(piece) else self._sounds.word_like(piece)
        if like and lexicon is self._lexicons.get(SPANISH):
            return (like,)
        guessed = _guess_word(piece, slang, lexicon)
        return (like,) if like and guessed == (piece,) else guessed


def _guess_word(
    piece: str, slang: Mapping[str, tuple[str, ...]], lexicon: Lexicon
) -> Sequence[str]:
    """What an unknown piece was meant to be; the piece itself when nothing is near."""
    if lexicon.is_real(piece):
        return (piece,)
    if not piece.isalpha():
        piece = _unmasked(piece, lexicon)
        if piece in slang or piece in lexicon:
            return slang.get(piece, (piece,))
    drawn_out = _without_drawn_out_letters(piece, slang, lexicon)
    if drawn_out:
        return drawn_out
    stem = lexicon.stem_of(piece)
    if stem:
        return (stem,)
    plain = _DRAWN_OUT.sub(r"\1", piece)
    near = lexicon.nearest(plain)
    if near:
        return (near,)
    parts = lexicon.split(plain, slang) if len(plain) > 4 else None
    if parts is None:
        return (piece,)
    return [word for part in parts for word in slang.get(part, (part,))]


def _without_drawn_out_letters(
    piece: str, slang: Mapping[str, tuple[str, ...]], lexicon: Lexicon
) -> Sequence[str]:
    """ "heeelp" is "help"; empty when no known word comes of it."""
    if _DOUBLED.search(piece):
        for form in (_DRAWN_OUT.sub(r"\1\1", piece), _DOUBLED.sub(r"\1", piece)):
            if form in slang or form in lexicon:
                return slang.get(form, (form,))
    return ()


def _pieces(folded: str) -> list[str]:
    text = _SIGNATURE.sub(" ", folded) if "sent" in folded or "outlook" in folded else folded
    if "desde" in folded or "enviado" in folded:
        text = _SIGNATURE.sub(" ", text)
    if "." in text or "://" in text:
        text = _LINK.sub(" weblink ", text)
    text = _OVERDOSED.sub(" overdosed ", text)
    if "$$" in text:
        text = text.replace("$$", " dollars ").replace("$", " ")
    if "!" in text:
        text = _SHOUT.sub(" ", text)
    pieces = []
    for chunk in _BETWEEN.split(text)[: MOST_WORDS * 2]:
        piece = chunk.replace("'", "")
        if not piece.isalnum():
            piece = _without_ends(piece)
        if piece:
            pieces.append(piece)
    return pieces[:MOST_WORDS]


def _without_ends(piece: str) -> str:
    """Marks inside a word may stand for letters; at its end they are just marks."""
    if piece == "#":
        return "number"
    return piece.strip("*#@!") if piece[:1] not in "$@" else piece.rstrip("*#@!$")


def _unmasked(piece: str, lexicon: Lexicon) -> str:
    if "*" in piece or "#" in piece:
        shape = re.compile("".join("." if mark in "*#" else re.escape(mark) for mark in piece))
        fits = (word for word in lexicon.maskable if shape.fullmatch(word))
        return next(fits, piece)
    plain = piece.translate(_LEET)
    if any(mark.isdigit() for mark in piece) and not _means_letters(plain, lexicon):
        return piece
    return plain if plain.isalpha() else re.sub(r"[^a-z0-9]", "", piece)


def _means_letters(plain: str, lexicon: Lexicon) -> bool:
    return plain in lexicon or _DOUBLED.sub(r"\1", plain) in lexicon


RunTable = Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]


def _by_first(runs: Mapping[tuple[str, ...], tuple[str, ...]]) -> RunTable:
    table: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for run in sorted(runs, key=len, reverse=True):
        table.setdefault(run[0], []).append((run, runs[run]))
    return {first: tuple(entries) for first, entries in table.items()}


def _replace_runs(words: list[str], table: RunTable) -> list[str]:
    if not any(word in table for word in words):
        return words
    replaced: list[str] = []
    at = 0
    while at < len(words):
        for run, instead in table.get(words[at], ()):
            if tuple(words[at : at + len(run)]) == run:
                replaced.extend(instead)
                at += len(run)
                break
        else:
            replaced.append(words[at])
            at += 1
    return replaced


def _once(words: Sequence[str]) -> list[str]:
    """A word said again at once counts once."""
    return [word for at, word in enumerate(words) if at == 0 or word != words[at - 1]]
