"""Quick ways lead where the plain ways do, whatever the phrases and the texts."""

import re
from collections.abc import Callable, Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from service.domain.understanding import folding, pieces
from service.domain.understanding.folding import fold
from service.domain.understanding.phrase_reader import PhraseError, PhraseReader
from service.domain.understanding.phrases import Phrase, Text
from service.domain.understanding.rules import Found, Rule, RuleIndex

READER = PhraseReader({"pet": ["dog", "guinea pig"], "far": ["a b", "c d e"]}, {})
WORDS = ["a", "b", "c", "d", "e", "dog", "guinea", "pig"]
NAMES = [*WORDS, "a|b", "c|d|e", "(a b|c)", "(b c d|e)", "(a <pet>|e)", "<pet>", "<far>", "<far>"]


def a_phrase(chance: Random) -> Phrase:
    pieces = [
        chance.choice(["", "", "", "", ".. ", "... "])
        + chance.choice(["", "", "", "?", "!"])
        + chance.choice(NAMES)
        for _ in range(chance.randint(1, 5))
    ]
    line = chance.choice(["", "", "^"]) + " ".join(pieces) + chance.choice(["", "", "$"])
    try:
        return READER.read(line)
    except PhraseError:  # nothing in it that must be there
        return a_phrase(chance)


def phrases(chance: Random, most: int) -> tuple[Phrase, ...]:
    return tuple(a_phrase(chance) for _ in range(chance.randint(0, most)))


def a_rule(chance: Random) -> Rule:
    return Rule(
        "thanks",
        "why",
        phrases(chance, 12),
        unless=phrases(chance, 1),
        only_with=phrases(chance, 1),
        not_after=frozenset(chance.choice(["", "", "ab"])),
        strength=chance.randint(1, 3),
    )


def a_text(chance: Random) -> Text:
    return Text(chance.choices(WORDS, k=chance.randint(1, 25)))


def plainly_found(rules: Sequence[Rule], text: Text) -> list[Found]:
    """Every phrase looked for from every place, and the strongest rules' first."""
    found = []
    for rule in sorted(rules, key=lambda rule: -rule.strength):
        allowed = not any(other.find(text) for other in rule.unless) and (
            not rule.only_with or any(other.find(text) for other in rule.only_with)
        )
        for phrase in rule.phrases:
            place = phrase.find(text)
            if not place or not allowed:
                continue
            if rule.not_after.isdisjoint(text.words[max(0, place[0] - 2) : place[0]]):
                found.append(Found(rule, phrase, *place))
    return found


@settings(max_examples=100, deadline=None)
@given(some.integers(0).map(Random))
def test_rules_are_found_as_by_looking_for_each_phrase_everywhere(chance: Random) -> None:
    rules = [a_rule(chance) for _ in range(5)]
    index = RuleIndex(rules)

    for text in (a_text(chance) for _ in range(20)):
        plainly = plainly_found(rules, text)
        strongest = max(plainly, key=lambda found: found.rank, default=None)
        assert list(index.find_all(text)) == plainly
        assert index.best(text) == strongest


# Plain letters, marks that stand on them, letters of other scripts, what is not seen, emoji.
CHARACTERS = some.one_of(
    some.sampled_from("abcXYZ 019.,!'`*$@#-\n\x00\x7f"),
    some.sampled_from("éñÜßıİςΣеёй´¨’“`\u0301\u0308\u0338\u0345\u200d\u200b\u00ad\ufe0f😂💀ﬁＡ각"),
    some.characters(exclude_categories=()),
)


@settings(max_examples=300, deadline=None)
@given(some.text(CHARACTERS, max_size=60).filter(lambda text: not text.isascii()))
def test_a_text_is_folded_in_stretches_as_it_is_folded_whole(text: str) -> None:
    assert fold(text) == folding._fold_stretch(text).lower()


PARTS = [
    "i o.d'ed", "o.d.", "oded on ket", "o d 'ed", "od'ing", "food", "sent from my iphone", "stop",
    "enviado desde mi cel", "get outlook", "help!1!!", "a!", "!b", "see www.x", "http://x.y/z",
    "call me.", "x.com/y?", "me.me", "mail.org,", "present", "-- sent via x", "$$ f*ck $hit",
]  # fmt: skip


LOOKS = [
    (pieces._may_be_signed, pieces._SIGNATURE),
    (pieces._may_have_link, pieces._LINK),
    (pieces._may_say_overdosed, pieces._OVERDOSED),
]


@pytest.mark.parametrize(("look", "search"), LOOKS)
@settings(max_examples=200, deadline=None)
@given(text=some.lists(some.sampled_from(PARTS), max_size=8).map(" ".join))
def test_no_search_is_left_out_that_would_find_something(
    look: Callable[[str], bool], search: re.Pattern[str], text: str
) -> None:
    assert look(text) or search.search(text) is None
