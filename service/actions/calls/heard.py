"""What one webhook of a live call tells us, and who is calling."""

from dataclasses import dataclass, field

from service.actions.calls.place import Place
from service.actions.ports import Ports
from service.domain.phone import to_e164

MOST_SPEECH = 400
LETTERS = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999", strict=True))
# Carriers show a withheld number as one of these words, or as the word typed on the keys.
WITHHELD_WORDS = ("ANONYMOUS", "RESTRICTED", "BLOCKED", "UNKNOWN", "UNAVAILABLE", "PRIVATE")
WITHHELD = frozenset(
    {*WITHHELD_WORDS, ""} | {"".join(LETTERS[c] for c in word) for word in WITHHELD_WORDS}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """`caller` is E.164, "" when withheld. `digits` and `speech` are "" when there were none.

    `queue_s` is how long the caller has waited by Twilio's clock; `result` why a wait is over;
    `gone`: the caller has hung up. `recording` is the RecordingSid of a message just left.
    `confidence`: how sure the recogniser is of `speech`, above 0 to 1, None if it does not say.
    """

    sid: str
    caller: str
    place: Place = field(default_factory=Place)
    digits: str = ""
    speech: str = ""
    confidence: float | None = None
    queue_sid: str = ""
    queue_s: int = 0
    result: str = ""
    gone: bool = False
    recording: str = ""
    recorded_s: int = 0

    @property
    def is_silent(self) -> bool:
        """Whether no key was pressed and nothing was said."""
        return not self.digits and not self.speech

    def can_be_called(self, ports: Ports) -> bool:
        """Whether a callback may ring the number they call from."""
        return bool(self.caller) and ports.policy.reach.covers(self.caller)

    def person(self, ports: Ports) -> str:
        """The id of whoever calls; a withheld number is somebody new each time."""
        return ports.identity.person(self.caller or f"withheld {self.sid}")

    def request(self, step: str) -> str:
        """Names this very webhook: the same one again has the same name."""
        led = f"{self.place.led}." if self.place.led else ""
        return f"{self.sid}:{step}:{led}{self.place.turn}"


def caller_number(sent: str) -> str:
    """The caller's number in E.164, "" when it is withheld or no number at all."""
    if sent.strip().lstrip("+").upper() in WITHHELD:
        return ""
    return to_e164(sent) or ""
