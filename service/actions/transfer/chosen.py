"""What comes from a phone that is out of its room."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A key, or the next look without one; `turn` is how often it was asked already."""

    leg_id: str
    sid: str
    digits: str = ""
    turn: int = 0
