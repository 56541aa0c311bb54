"""What a rule of a phrase file may say, and how: a slip must not go by unnoticed.

What its phrases mean is not known here.
"""

from collections.abc import Mapping
from typing import Any

from service.adapters.phrase_folder import PhraseFileError, place_of
from service.domain.understanding.result import INTENTS, REFINED

TEXTS = frozenset(
    {"intent", "why", "phrases", "whole", "unless", "only_with", "not_after", "refined"}
)
OTHERS: Mapping[str, tuple[type, str]] = {
    "strength": (int, "a whole number"),
    "sure": (bool, "true or false"),
}
_ADDED = "file"  # where it stands, which no operator writes


def check_rule(raw: Mapping[str, Any], *, needs_intent: bool) -> None:
    """Raises PhraseFileError for a key or a value that means nothing."""
    place = place_of(raw)
    if "why" not in raw:
        raise PhraseFileError(f"{place}: a rule without `why`: {raw}")
    for key, value in raw.items():
        if key != _ADDED:
            _check_value(f"{place}: {raw['why']}", key, value)
    if needs_intent and raw.get("intent") not in INTENTS:
        raise PhraseFileError(f"{place}: there is no intent {raw.get('intent')!r}")
    if raw.get("refined", "") not in REFINED:
        raise PhraseFileError(f"{place}: there is no refinement {raw['refined']!r}")


def _check_value(rule: str, key: str, value: object) -> None:
    if key not in TEXTS and key not in OTHERS:
        raise PhraseFileError(f"{rule}: no rule has {key!r}")
    kind, words = OTHERS.get(key, (str, "text in quotes"))
    if type(value) is not kind:  # true is an int, too
        raise PhraseFileError(f"{rule}: {key} must be {words}, not {value!r}")
