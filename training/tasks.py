"""What is learnt: two kinds of crisis, from which words, and how often they may be wrong."""

from collections.abc import Callable, Collection, Sequence

from service.adapters.sign_files import OPT_OUT, STORY
from service.domain.understanding import CRISIS_INTENTS
from service.domain.understanding.signs import UNDERSTOOD, Classes, SignList, Signs
from service.domain.understanding.understander import OUTWEIGHED_BY_OPTING_OUT
from training.learning import Task, learn
from training.texts import Row

FALSE_CRISIS = 0.002
FALSE_EVERYDAY = 0.0005
FALSE_STORY = 0.008
EVERYDAY_STORY = 0.02
FALSE_OPT_OUT = 0.0
EVERYDAY_WEIGHT = 3.0
WHYS = ("signs of self-harm that add up", "signs of an overdose that add up")


def learn_crisis(rows: Sequence[Row], classes: Classes) -> list[SignList]:
    names_of = _named(Signs((), classes))
    limits = ((is_harmless, FALSE_CRISIS), (is_everyday_talk, FALSE_EVERYDAY))
    return [
        learn(Task(intent, why, limits, names_of, everyday_weight=EVERYDAY_WEIGHT), rows)
        for intent, why in zip(CRISIS_INTENTS, WHYS, strict=True)
    ]


def learn_opt_out(rows: Sequence[Row], classes: Classes) -> SignList:
    """Learnt from every text, crises too, and held to those that signs may decide about.

    Where an opt-out would be right as well ("spam"), nothing is learnt of it.
    """
    signs = Signs((), classes)
    limits = ((is_no_opt_out, FALSE_OPT_OUT),)
    why = "words that together ask for no more texts"
    task = Task(OPT_OUT, why, limits, lambda row: signs.names(row.ours))
    return learn(task, [row for row in rows if OPT_OUT not in row.accept])


def learn_story(rows: Sequence[Row], classes: Classes) -> SignList:
    """Learnt from what nothing else knows, as that is all it is asked about. Everyday talk may be
    taken for a story a little oftener: who reads whom to call is not harmed.
    """
    names_of = _named(Signs((), classes))
    why = "signs of what somebody goes through, that add up"
    limits = ((is_no_story, FALSE_STORY), (is_everyday_talk, EVERYDAY_STORY))
    task = Task(STORY, why, limits, names_of, accepts_a_person)
    return learn(task, [row for row in rows if row.by_rules == "unknown" and not row.is_crisis])


def is_no_opt_out(row: Row) -> bool:
    """One that signs are asked about, and that asks for nothing of the kind."""
    is_asked = row.by_rules.startswith(("unknown", *OUTWEIGHED_BY_OPTING_OUT))
    return is_asked and row.intent != OPT_OUT


def is_no_story(row: Row) -> bool:
    return not row.is_everyday and row.intent == "unknown" and STORY not in row.accept


def accepts_a_person(row: Row) -> bool:
    return row.intent != "unknown" and STORY in row.accept


def is_harmless(row: Row) -> bool:
    """No crisis, nor near one, and no rule takes it for one."""
    return not (row.is_crisis or row.is_doubtful or row.is_found_by_rules)


def is_everyday_talk(row: Row) -> bool:
    """The same, of talk that has nothing to do with a helpline."""
    return row.is_everyday and is_harmless(row)


def _named(signs: Signs) -> Callable[[Row], Collection[str]]:
    known: dict[Row, set[str]] = {}

    def names_of(row: Row) -> Collection[str]:
        if row not in known:
            words = (*row.blotted, UNDERSTOOD) if row.is_understood else row.blotted
            known[row] = signs.names(words)
        return known[row]

    return names_of
