"""Refuses slips in what an operator writes into the TOML files of config/.

A slip in a name would leave a rule, a day or a line out, without a word.
"""

from collections.abc import Iterable
from typing import Any


def refuse_unknown(written: dict[str, Any], where: str, known: Iterable[str]) -> None:
    """Raise ValueError where a table holds a name that nobody reads."""
    if unknown := sorted(written.keys() - set(known)):
        raise ValueError(f"{where} has no {', '.join(unknown)}; it knows {', '.join(known)}")


def words_of(written: dict[str, Any], key: str, what: str) -> str:
    """The words under a key that must have some; raises ValueError where it has none."""
    words = written.get(key)
    if not isinstance(words, str) or not words.strip():
        raise ValueError(f"{what} has no words for {key!r}")
    return words.strip()
