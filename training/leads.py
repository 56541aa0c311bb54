"""By how much a crisis, or an opt-out, must lead all else: found on texts not learnt from."""

from collections.abc import Callable, Mapping, Sequence

from service.domain.understanding import CRISIS_INTENTS
from service.domain.understanding.by_signs import OPT_OUT, OUTWEIGHED_BY_OPTING_OUT
from service.domain.understanding.signs import UNKNOWN
from training.learnt import Unseen
from training.texts import Row

FALSE_CRISIS = 0.0023
FALSE_EVERYDAY = 0.004
FALSE_OPT_OUT = 0.0006
LEAST = 0.3

Allowed = tuple[Callable[[Row], bool], float]


def find_leads(texts: Sequence[Unseen]) -> Mapping[str, float]:
    """For each intent, just above the first text that would be one too many."""
    to_crisis = [(one.row, one.crisis) for one in texts]
    to_opt_out = [(one.row, one.opt_out) for one in texts]
    crisis = _lead(to_crisis, (is_harmless, FALSE_CRISIS), (is_everyday_talk, FALSE_EVERYDAY))
    opt_out = _lead(to_opt_out, (is_no_opt_out, FALSE_OPT_OUT))
    return {**dict.fromkeys(CRISIS_INTENTS, crisis), **dict.fromkeys(OPT_OUT, opt_out)}


def is_harmless(row: Row) -> bool:
    """No crisis, nor near one, and no rule takes it for one."""
    return not (row.is_crisis or row.is_doubtful or row.is_found_by_rules)


def is_everyday_talk(row: Row) -> bool:
    """The same, of talk that has nothing to do with a helpline."""
    return row.is_everyday and is_harmless(row)


def is_no_opt_out(row: Row) -> bool:
    """One that signs are asked about, and that asks for nothing of the kind."""
    is_asked = row.by_rules in (UNKNOWN, *OUTWEIGHED_BY_OPTING_OUT)
    return is_asked and not {row.intent, *row.accept} & {*OPT_OUT, *CRISIS_INTENTS}


def _lead(scored: Sequence[tuple[Row, float]], *limits: Allowed) -> float:
    """The strictest of the limits decides."""
    return max(LEAST, *(_one_too_many(scored, *limit) + 0.01 for limit in limits))


def _one_too_many(
    scored: Sequence[tuple[Row, float]], may_fool: Callable[[Row], bool], allowed: float
) -> float:
    fooled = sorted((ahead for row, ahead in scored if may_fool(row)), reverse=True)
    return round(fooled[int(len(fooled) * allowed)], 2)
