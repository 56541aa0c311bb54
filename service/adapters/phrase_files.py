"""Reads config/phrases and the facts' keywords into an Understander.

Per language: words.toml (classes of words), spelling.toml (how people write them), people.toml
(whom a text is about), and a file for each group of rules. What a phrase means is not known here.
"""

import gc
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from service.adapters.phrase_cache import kept
from service.adapters.phrase_folder import (
    LanguageFolder,
    PhraseFileError,
    common_words,
    language_guess,
    lines_of,
    pairs_of,
    place_of,
    read_folder,
    read_toml,
)
from service.adapters.rule_shape import check_rule
from service.adapters.sign_files import load_proven, load_signs
from service.domain.understanding import PhraseBook, Understander
from service.domain.understanding.anchors import WordUse
from service.domain.understanding.answers import Times
from service.domain.understanding.figures import Figures
from service.domain.understanding.folding import fold
from service.domain.understanding.language import LANGUAGES
from service.domain.understanding.lexicon import Lexicon
from service.domain.understanding.people import People, PeopleWords
from service.domain.understanding.phrase_reader import PhraseError, PhraseReader
from service.domain.understanding.phrases import Phrase
from service.domain.understanding.result import INTENTS
from service.domain.understanding.rules import PLAIN_STRENGTH, Rule, RuleIndex
from service.domain.understanding.spelling import Speller, Spellings
from service.domain.understanding.whole import Whole, WholeTexts

FIGURES, ELSEWHERE, CRISIS, OPT_OUT = "figures", "elsewhere", "crisis", "opt_out"
BLOTTED_OUT = (FIGURES, ELSEWHERE)  # rules that say what a text does not mean


def load_understander(root: Path) -> Understander:
    """Build the Understander from the files under `root`/config. Raises PhraseFileError."""
    # Nothing built here is garbage; looking for some among it takes a third of the time.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        understander = Understander(kept(root, lambda: _build(root)))
        # It lives as long as the process. Else the collector would go through all of it, which
        # takes 60 ms, while a text waits for its answer.
        gc.freeze()
        return understander
    finally:
        if was_enabled:
            gc.enable()


def _build(root: Path) -> PhraseBook:
    folder, signs = root / "config" / "phrases", root / "config" / "signs"
    read = {language: read_folder(folder / language) for language in LANGUAGES}
    stems: dict[str, list[str]] = {}  # known once all phrases are there; their steps come later
    readers = {language: PhraseReader(one.classes, stems) for language, one in read.items()}
    rules = {language: _rules(one, readers[language]) for language, one in read.items()}
    words = {language: one.words(readers[language].pieces) for language, one in read.items()}
    stems |= _stems({word for known in words.values() for word in known})
    spellings = {language: _spellings(one.spelling) for language, one in read.items()}
    lexicons = {
        language: Lexicon(
            (word for word in words[language] if word not in stems),
            [word for word in words[language] if word in stems],
            one.real_words | common_words(one),
            one.spelling.get("maskable", "").split(),
            short=one.classes.get("short", ()),
            drawn_out=one.spelling.get("drawn_out", "").split(),
            careful=not one.real_words,
        )
        for language, one in read.items()
    }
    use = WordUse(phrase for rule in _every(rules) for phrase in rule.phrases)
    return PhraseBook(
        speller=Speller(lexicons, language_guess(read, words), spellings),
        whole=WholeTexts(
            _whole_texts(rules, root / "config" / "facts.toml"), _both(read, "polite")
        ),
        figures=Figures(_index(rules, use, FIGURES)),
        elsewhere=Figures(_index(rules, use, ELSEWHERE)),
        crisis=_index(rules, use, CRISIS),
        opt_out=_index(rules, use, OPT_OUT),
        others=_index(rules, use, None),
        people=_people(read),
        times=Times(_both(read, "time_words"), _both(read, "time_anchors"), _both(read, "openers")),
        signs=load_signs(signs),
        proven=load_proven(signs),
    )


def _people(read: Mapping[str, LanguageFolder]) -> People:
    """The classes by which it is told whom a text is about, of both languages together."""
    of_people = [one.people for one in read.values()]
    classes = {
        each.name: [word for one in of_people for word in one.get(each.name, "").split()]
        for each in fields(PeopleWords)
    }
    named = {name: _both(read, name) for name in ("texter", "others")}
    return People(PeopleWords.of({**classes, **named}))


def _stems(words: Iterable[str]) -> dict[str, list[str]]:
    """For each `beginning*` among the words, the words that begin so."""
    known = sorted(words)
    stems: dict[str, list[str]] = {}
    for stem in (word for word in known if word.endswith("*")):
        beginning = stem[:-1]
        first, after = bisect_left(known, beginning), bisect_left(known, beginning + "\x7f")
        stems[stem] = [word for word in known[first:after] if word != stem]
    return stems


def _rules(one: LanguageFolder, reader: PhraseReader) -> dict[str, list[Rule]]:
    def phrases(raw: Mapping[str, Any], key: str) -> tuple[Phrase, ...]:
        return tuple(map(reader.read, lines_of(raw.get(key, ""))))

    groups: dict[str, list[Rule]] = {}
    for group, raws in one.groups.items():
        for raw in raws:
            check_rule(raw, needs_intent=group not in BLOTTED_OUT)
            try:
                rule = Rule(
                    intent=raw.get("intent", ""),
                    why=raw["why"],
                    phrases=phrases(raw, "phrases"),
                    whole=tuple(lines_of(raw.get("whole", ""))),
                    unless=phrases(raw, "unless"),
                    only_with=phrases(raw, "only_with"),
                    refined=raw.get("refined", ""),
                    not_after=frozenset(raw.get("not_after", "").split()),
                    strength=raw.get("strength", PLAIN_STRENGTH),
                    is_sure=raw.get("sure", False),
                )
            except PhraseError as error:
                raise PhraseFileError(f"{place_of(raw)}: {error}") from error
            groups.setdefault(group, []).append(rule)
    if not reader.is_sure:
        _look_closely(one, reader)
    return groups


def _look_closely(one: LanguageFolder, reader: PhraseReader) -> None:
    """Read what is otherwise read when a text first needs it. Raises PhraseFileError."""
    for raw in one.raw_rules():
        for key in ("phrases", "unless", "only_with"):
            try:
                for line in lines_of(raw.get(key, "")):
                    _ = reader.read(line).steps
            except PhraseError as error:
                raise PhraseFileError(f"{place_of(raw)}: {error}") from error


def _every(
    rules: Mapping[str, Mapping[str, list[Rule]]], wanted: Callable[[str], bool] = bool
) -> Iterator[Rule]:
    """The rules of the groups that are `wanted` by their name, in the order of the files."""
    for groups in rules.values():
        for name, entries in groups.items():
            if wanted(name):
                yield from entries


def _index(
    rules: Mapping[str, Mapping[str, list[Rule]]], use: WordUse, group: str | None
) -> RuleIndex:
    def wanted(name: str) -> bool:
        return name == group if group else name not in (*BLOTTED_OUT, CRISIS, OPT_OUT)

    return RuleIndex(_every(rules, wanted), use)


def _whole_texts(
    rules: Mapping[str, Mapping[str, list[Rule]]], facts: Path
) -> Iterator[tuple[str, Whole]]:
    """Every whole message, what comes first counts: crisis, facts' keywords, opt-out, others."""
    order = sorted(
        ((name, language) for language, groups in rules.items() for name in groups),
        key=lambda place: (place[0] != CRISIS, place[0] != OPT_OUT),
    )
    for name, language in order:
        if name in BLOTTED_OUT:
            continue
        for rule in rules[language][name]:
            for text in rule.whole:
                yield text, _whole(rule, text, language)
        if name == CRISIS and language == LANGUAGES[-1] and facts.exists():
            yield from _fact_keywords(read_toml(facts))


def _whole(rule: Rule, text: str, language: str) -> Whole:
    is_keyword = rule.intent in ("stop", "start", "help")
    return Whole(
        rule.intent,
        rule.why,
        language,
        rule.refined,
        text.upper() if is_keyword else "",
        text,
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
        return {tuple(a.split()): tuple(b.split()) for a, b in pairs_of(raw.get(key, ""))}

    words = {written: tuple(meant.split()) for written, meant in pairs_of(raw.get("words", ""))}
    return Spellings(words, runs("runs"), runs("heard"), runs("in_english"))


def _both(read: Mapping[str, LanguageFolder], name: str) -> list[str]:
    return [word for one in read.values() for word in one.classes.get(name, [])]


__all__ = ["PhraseFileError", "load_understander"]
