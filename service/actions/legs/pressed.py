"""What came from a phone we rang: a key, or words that are as good as one.

A voicemail's greeting is words too. It is longer, or speaks of messages, and presses nothing.
"""

from dataclasses import dataclass

from service.actions.calls.said import YES
from service.actions.ports import Ports
from service.domain.leg import Leg

CRISIS_KEY = "8"
STOP_KEY = "9"
MOST_WORDS = 10
YES_WORDS = 6
PUNCTUATION = str.maketrans(dict.fromkeys(".,!¡¿?", " "))
A_MACHINES = frozenset(
    "message messages reached leave beep tone mailbox voicemail voice unavailable dial hang"
    " mensaje recado buzón tono comunicado marque cuelgue disponible deje llamado".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """`turn` is how often this phone has been asked already."""

    leg_id: str
    sid: str
    digits: str = ""
    speech: str = ""
    turn: int = 0

    @property
    def words(self) -> list[str]:
        """What was said, word by word."""
        return self.speech.casefold().translate(PUNCTUATION).split()

    @property
    def is_yes(self) -> bool:
        """A yes, in either language, with few words after it."""
        return len(self.words) <= YES_WORDS and self.is_somebody and self.words[0] in YES

    @property
    def is_somebody(self) -> bool:
        """Whether these may be the words of a person who answers."""
        return 0 < len(self.words) <= MOST_WORDS and A_MACHINES.isdisjoint(self.words)


def key_of(ports: Ports, leg: Leg, pressed: Pressed) -> str:
    """The key that was pressed, or meant by what a person said; whom we ring on our side presses
    keys only."""
    if leg.purpose != "person" or not pressed.is_somebody:
        return pressed.digits
    means = ports.understander.understand(pressed.speech, "voice", known_language=leg.language)
    if means.is_crisis:
        return CRISIS_KEY
    if means.intent == "stop":
        return STOP_KEY
    return "1" if pressed.is_yes else pressed.digits
