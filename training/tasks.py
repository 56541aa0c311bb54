"""What is learnt: two kinds of crisis, from which words, and how often they may be wrong."""

from collections.abc import Callable, Collection, Sequence

from service.adapters.sign_files import STORY
from service.domain.understanding import CRISIS_INTENTS
from service.domain.understanding.signs import UNDERSTOOD, Classes, SignList, Signs
from training.learning import Task, learn
from training.texts import Row

FALSE_CRISIS = 0.002
FALSE_STORY = 0.004
WHYS = ("signs of self-harm that add up", "signs of an overdose that add up")


def learn_crisis(rows: Sequence[Row], classes: Classes) -> list[SignList]:
    names_of = _named(Signs((), classes))
    return [
        learn(Task(intent, why, FALSE_CRISIS, names_of, is_harmless), rows)
        for intent, why in zip(CRISIS_INTENTS, WHYS, strict=True)
    ]


def learn_story(rows: Sequence[Row], classes: Classes) -> SignList:
    """Learnt from what nothing else knows, as that is all it is asked about."""
    names_of = _named(Signs((), classes))
    why = "signs of what somebody goes through, that add up"
    task = Task(STORY, why, FALSE_STORY, names_of, is_everyday, accepts_a_person)
    return learn(task, [row for row in rows if row.by_rules == "unknown" and not row.is_crisis])


def is_everyday(row: Row) -> bool:
    return row.intent == "unknown" and STORY not in row.accept


def accepts_a_person(row: Row) -> bool:
    return row.intent != "unknown" and STORY in row.accept


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
