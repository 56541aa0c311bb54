"""Reads config/phrases and the facts' keywords into an Understander.

Per language: words.toml (classes of words), spelling.toml (how people write them), and one
file per group of rules. What the phrases mean to the helpline is not known here.
"""

import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from service.domain.understanding import PhraseBook, Understander
from service.domain.understanding.figures import Figures
from service.domain.understanding.folding import fold
from service.domain.understanding.language import LANGUAGES, LanguageGuess
from service.domain.understanding.lexicon import Lexicon
from service.domain.understanding.people import People
from service.domain.understanding.phrases import Phrase, PhraseError, PhraseReader, words_of
from service.domain.understanding.result import INTENTS, REFINED
from service.domain.understanding.rules import PLAIN_STRENGTH, Rule, RuleIndex
from service.domain.understanding.spelling import Speller, Spellings
from service.domain.understanding.whole import Whole, WholeTexts

FIGURES, CRISIS, OPT_OUT = "figures", "crisis", "opt_out"
NOT_RULES = ("words", "spelling")


class PhraseFileError(ValueError):
    """A phrase file that cannot be used: which, and what is wrong with it."""


@dataclass(slots=True)
class _Language:
    """One language's folder, as read."""

    classes: dict[str, list[str]]
    spelling: Mapping[str, Any]
    real_words: set[str]
    groups: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)

    def raw_rules(self) -> Iterator[Mapping[str, Any]]:
        for rules in self.groups.values():
            yield from rules

    def lines(self) -> Iterator[str]:
        for rule in self.raw_rules():
            for key in ("phrases", "unless"):
                yield from _lines(rule.get(key, ""))

    def words(self) -> set[str]:
        known = {word for line in self.lines() for word in words_of(line)}
        known.update(
            word for entries in self.classes.values() for e in entries for word in e.split()
        )
        for rule in self.raw_rules():
            known.update(word for line in _lines(rule.get("whole", "")) for word in line.split())
        for _, instead in _pairs(self.spelling.get("words", "")):
            known.update(instead.split())
        return known


def load_understander(root: Path) -> Understander:
    """Build the Understander from the files under `root`/config. Raises PhraseFileError."""
    folder = root / "config" / "phrases"
    read = {language: _read_language(folder / language) for language in LANGUAGES}
    words = {language: one.words() for language, one in read.items()}
    every_word = {word for known in words.values() for word in known}
    stems = _stems(every_word)
    rules = {language: _rules(one, stems) for language, one in read.items()}
    spellings = {language: _spellings(one.spelling) for language, one in read.items()}
    lexicons = {
        language: Lexicon(
            (word for word in words[language] if word not in stems),
            [word for word in words[language] if word in stems],
            one.real_words | _common(one),
            one.spelling.get("maskable", "").split(),
            careful=not one.real_words,
        )
        for language, one in read.items()
    }
    guess = LanguageGuess(words["en"] | _common(read["en"]), words["es"] | _common(read["es"]))
    return Understander(
        PhraseBook(
            speller=Speller(lexicons, guess, spellings),
            whole=WholeTexts(_whole_texts(rules, root / "config" / "facts.toml")),
            figures=Figures(_index(rules, FIGURES)),
            crisis=_index(rules, CRISIS),
            opt_out=_index(rules, OPT_OUT),
            others=_index(rules, None),
            people=People(_people(read, "texter"), _people(read, "others")),
        )
    )


def _read_language(folder: Path) -> _Language:
    words = _toml(folder / "words.toml")
    classes = {name: str(text).split() for name, text in words.get("classes", {}).items()}
    for name, text in words.get("runs", {}).items():
        classes.setdefault(name, []).extend(_lines(text))
    one = _Language(classes, _toml(folder / "spelling.toml"), _real_words(folder))
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in NOT_RULES:
            one.groups[path.stem] = [{"file": path, **rule} for rule in _toml(path).get("rule", [])]
    return one


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PhraseFileError(f"{path.name}: {error}") from error


def _real_words(folder: Path) -> set[str]:
    path = folder / "real_words.txt"
    return set(_lines(path.read_text(encoding="utf-8"))) if path.exists() else set()


def _lines(text: str) -> list[str]:
    stripped = (line.partition("#")[0].strip() for line in text.splitlines())
    return [line for line in stripped if line]


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for line in _lines(text):
        written, _, meant = line.partition("=")
        yield written.strip(), meant.strip()


def _stems(words: Iterable[str]) -> dict[str, list[str]]:
    """For each `beginning*` among the words, the words that begin so."""
    known = sorted(words)
    stems: dict[str, list[str]] = {}
    for stem in (word for word in known if word.endswith("*")):
        beginning = stem[:-1]
        first, after = bisect_left(known, beginning), bisect_left(known, beginning + "\x7f")
        stems[stem] = [word for word in known[first:after] if word != stem]
    return stems


def _rules(one: _Language, stems: Mapping[str, list[str]]) -> dict[str, list[Rule]]:
    reader = PhraseReader(one.classes, stems)

    def phrases(raw: Mapping[str, Any], key: str) -> tuple[Phrase, ...]:
        return tuple(reader.read(line) for line in _lines(raw.get(key, "")))

    groups: dict[str, list[Rule]] = {}
    for group, raws in one.groups.items():
        for raw in raws:
            _check(raw, group)
            try:
                rule = Rule(
                    intent=raw.get("intent", ""),
                    why=raw["why"],
                    phrases=phrases(raw, "phrases"),
                    whole=tuple(_lines(raw.get("whole", ""))),
                    unless=phrases(raw, "unless"),
                    refined=raw.get("refined", ""),
                    not_after=frozenset(raw.get("not_after", "").split()),
                    strength=raw.get("strength", PLAIN_STRENGTH),
                )
            except PhraseError as error:
                raise PhraseFileError(f"{raw['file'].name}: {error}") from error
            groups.setdefault(group, []).append(rule)
    return groups


def _check(raw: Mapping[str, Any], group: str) -> None:
    place = f"{raw['file'].parent.name}/{raw['file'].name}"
    if "why" not in raw:
        raise PhraseFileError(f"{place}: a rule without `why`: {raw}")
    if group != FIGURES and raw.get("intent") not in INTENTS:
        raise PhraseFileError(f"{place}: there is no intent {raw.get('intent')!r}")
    if raw.get("refined", "") not in REFINED:
        raise PhraseFileError(f"{place}: there is no refinement {raw['refined']!r}")


def _index(rules: Mapping[str, Mapping[str, list[Rule]]], group: str | None) -> RuleIndex:
    def wanted(name: str) -> bool:
        return name == group if group else name not in (FIGURES, CRISIS, OPT_OUT)

    return RuleIndex(
        rule
        for groups in rules.values()
        for name, entries in groups.items()
        if wanted(name)
        for rule in entries
    )


def _whole_texts(
    rules: Mapping[str, Mapping[str, list[Rule]]], facts: Path
) -> Iterator[tuple[str, Whole]]:
    """Every whole message, what comes first counts: crisis, facts' keywords, opt-out, others."""
    order = sorted(
        ((name, language) for language, groups in rules.items() for name in groups),
        key=lambda place: (place[0] != CRISIS, place[0] != OPT_OUT),
    )
    for name, language in order:
        if name == FIGURES:
            continue
        for rule in rules[language][name]:
            for text in rule.whole:
                yield text, _whole(rule, text, language)
        if name == CRISIS and language == LANGUAGES[-1] and facts.exists():
            yield from _fact_keywords(_toml(facts))


def _whole(rule: Rule, text: str, language: str) -> Whole:
    is_keyword = rule.intent in ("stop", "start", "help")
    return Whole(
        rule.intent,
        f"{rule.why}: “{text}”",
        language,
        rule.refined,
        detail=text.upper() if is_keyword else "",
    )


def _fact_keywords(facts: Mapping[str, Any]) -> Iterator[tuple[str, Whole]]:
    """The keywords of facts; those with a reply of their own are among the rules."""
    for fact in facts.get("fact", []):
        intent = f"fact:{fact['topic']}"
        if intent not in INTENTS or "reply" in fact:
            continue
        for language, keyword in fact.get("keyword", {}).items():
            why = f"the keyword {keyword.upper()} of fact {fact['n']}"
            meaning = Whole(intent, why, language, detail=keyword.upper())
            yield keyword.casefold(), meaning
            yield fold(keyword), meaning


def _spellings(raw: Mapping[str, Any]) -> Spellings:
    def runs(key: str) -> dict[tuple[str, ...], tuple[str, ...]]:
        return {tuple(a.split()): tuple(b.split()) for a, b in _pairs(raw.get(key, ""))}

    words = {written: tuple(meant.split()) for written, meant in _pairs(raw.get("words", ""))}
    return Spellings(words, runs("runs"), runs("heard"), runs("in_english"))


def _common(one: _Language) -> set[str]:
    return set(one.spelling.get("common", "").split())


def _people(read: Mapping[str, _Language], name: str) -> list[str]:
    return [word for one in read.values() for word in one.classes.get(name, [])]
