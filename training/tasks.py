"""What is learnt: which intents, from which words, and how often they may be wrong."""

from collections.abc import Callable, Collection, Sequence

from service.domain.understanding import CRISIS_INTENTS
from service.domain.understanding.result import FACT_INTENTS
from service.domain.understanding.signs import UNDERSTOOD, Classes, SignList, Signs
from training.learning import Task, learn
from training.texts import Row

FALSE_CRISIS = 0.001
FALSE_WISH = 0.002
# A wish has fewer texts to learn from, and a wrong menu harms nobody: shorter lists.
LIGHTEST_OF_CRISIS = 0.2
LIGHTEST_OF_WISH = 0.4
CRISIS_WHY = dict(
    zip(
        CRISIS_INTENTS,
        ("signs of self-harm that add up", "signs of an overdose that add up"),
        strict=True,
    )
)
WISH_WHY = {
    "human": "words of people who want to talk to someone",
    "insurance": "words of people who ask what it costs",
    "callback": "words of people who want to be called",
    **{intent: f"words of people who ask about {intent[5:]}" for intent in FACT_INTENTS},
}


def learn_all(rows: Sequence[Row], classes: Classes) -> list[SignList]:
    return [*learn_crisis(rows, classes), *learn_wishes(rows, classes)]


def learn_crisis(rows: Sequence[Row], classes: Classes) -> list[SignList]:
    names_of = _named(classes, crisis_words)
    return [
        learn(Task(intent, why, FALSE_CRISIS, LIGHTEST_OF_CRISIS, names_of, _is_harmless), rows)
        for intent, why in CRISIS_WHY.items()
    ]


def learn_wishes(rows: Sequence[Row], classes: Classes) -> list[SignList]:
    names_of = _named(classes, lambda row: row.blotted)
    return [
        learn(Task(intent, why, FALSE_WISH, LIGHTEST_OF_WISH, names_of, _is_open), rows)
        for intent, why in WISH_WHY.items()
    ]


def crisis_words(row: Row) -> tuple[str, ...]:
    return (*row.blotted, UNDERSTOOD) if row.is_understood else row.blotted


def _named(
    classes: Classes, words_of: Callable[[Row], Sequence[str]]
) -> Callable[[Row], Collection[str]]:
    signs = Signs((), classes)
    known: dict[Row, set[str]] = {}

    def names_of(row: Row) -> Collection[str]:
        if row not in known:
            known[row] = signs.names(words_of(row))
        return known[row]

    return names_of


def _is_harmless(row: Row, _: str) -> bool:
    """No crisis, nor near one, and no rule takes it for one."""
    return not (row.is_crisis or row.is_doubtful or row.is_found_by_rules)


def _is_open(row: Row, intent: str) -> bool:
    """No rule knows what it means, and it does not mean this."""
    return row.by_rules == "unknown" and intent not in (row.intent, *row.accept)
