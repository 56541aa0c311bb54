"""Where somebody may be pointed on: a line or a place, and when that was last looked over.

Knows nothing of where the list is kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

LOOKED_OVER_EVERY = timedelta(days=182)


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """`number` as it is dialled or read, `url` https, each may be "" but not both.

    `states` are two letters each; none means everywhere.
    """

    name: str
    what: str
    number: str = ""
    url: str = ""
    languages: tuple[str, ...]
    states: tuple[str, ...] = ()
    reviewed: date

    def is_stale(self, today: date) -> bool:
        """Whether nobody has looked it over for half a year."""
        return today - self.reviewed > LOOKED_OVER_EVERY

    def suits(self, *, language: str = "", state: str = "", words: str = "") -> bool:
        """Whether it is one of those looked for; "" asks for nothing."""
        if language and language not in self.languages:
            return False
        if state and self.states and state not in self.states:
            return False
        text = f"{self.name} {self.what}".casefold()
        return all(word in text for word in words.casefold().split())


def all_states(referrals: Iterable[Referral]) -> list[str]:
    """Every state that some referral is bound to."""
    return sorted({state for each in referrals for state in each.states})
