"""What is learnt: two kinds of crisis, from which words, and how often they may be wrong."""

from collections.abc import Callable, Collection, Sequence

from service.domain.understanding import CRISIS_INTENTS
from service.domain.understanding.signs import UNDERSTOOD, Classes, SignList, Signs
from training.learning import Task, learn
from training.texts import Row

FALSE_CRISIS = 0.002
WHYS = ("signs of self-harm that add up", "signs of an overdose that add up")


def learn_crisis(rows: Sequence[Row], classes: Classes) -> list[SignList]:
    names_of = _named(Signs((), classes))
    return [
        learn(Task(intent, why, FALSE_CRISIS, names_of, is_harmless), rows)
        for intent, why in zip(CRISIS_INTENTS, WHYS, strict=True)
    ]


def is_harmless(row: Row) -> bool:
    """No crisis, nor near one, and no rule takes it for one."""
    return not (row.is_crisis or row.is_doubtful or row.is_found_by_rules)


def _named(signs: Signs) -> Callable[[Row], Collection[str]]:
    known: dict[Row, set[str]] = {}

    def names_of(row: Row) -> Collection[str]:
        if row not in known:
            words = (*row.blotted, UNDERSTOOD) if row.is_understood else row.blotted
            known[row] = signs.names(words)
        return known[row]

    return names_of
