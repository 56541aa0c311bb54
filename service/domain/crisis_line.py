"""Crisis lines a specialist may connect somebody to, and the numbers nobody here ever dials.

Knows nothing of where the list is kept.
"""

from dataclasses import dataclass
from types import MappingProxyType

# Emergency numbers, and Twilio's own line for testing them.
EMERGENCY = frozenset({"911", "933", "112", "999", "000"})
SHORT_CODES = frozenset({"988"})
"""Twilio connects 988 from its US numbers like any other phone (Twilio's blog, July 2022)."""
WHY_NEVER = (
    "an emergency number: Twilio leads it to the centre of the address of our own number, "
    "not to where the person is. Ask where they are, and dial it from a phone of your own"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisLine:
    """One line of the list. `number` is E.164, or a short code such as 988."""

    names: MappingProxyType[str, str]
    number: str

    def name(self, language: str) -> str:
        """The name as it is spoken in this language."""
        return self.names[language]


def why_never_dialled(number: str) -> str:
    """Why this number is refused as a target, "" when it is not; however it is written."""
    digits = "".join(each for each in number if each.isdigit())
    return WHY_NEVER if digits in EMERGENCY or digits.removeprefix("1") in EMERGENCY else ""
