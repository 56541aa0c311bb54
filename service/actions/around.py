"""What is known around one person, as one value."""

from dataclasses import dataclass, field
from datetime import datetime

from service.domain.alert import Alert
from service.domain.call import Call
from service.domain.callback import Callback
from service.domain.closing import Closing
from service.domain.leg import Leg
from service.domain.person import Conversation, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is known around one person at one moment, read in one round trip.

    `on_shift` maps the ids of specialists on shift to their languages; `waiting` is how many
    callbacks are ready, without those that stand behind the others; `strangers` how many asked by
    text in the last hour of whom we know nothing else; `position` the caller's place among those on
    the line (1 is first, 0 is not in line); `seen` the stored reply to this very request; `closing`
    how the switch stands.
    `given` and `given_callback` are those of a number that was keyed in on a withheld line.
    `phone` is the leg that took the call, `helpers` those rung for it, `alert` the one it raised;
    where no call is asked about, the last that their texts raised. `can_be_told`: a notice of a
    crisis reaches the phone of somebody on shift or on call.
    `can_ring` is how many of those on shift have a phone that can ring, busy or not, for a call.
    `on_line` is the CallSid of a call in which they wait for or have somebody here, "" if none.
    """

    now: datetime
    person: Person
    conversation: Conversation
    callback: Callback | None = None
    call: Call | None = None
    seen: str | None = None
    on_shift: dict[str, tuple[str, ...]] = field(default_factory=dict)
    waiting: int = 0
    strangers: int = 0
    position: int = 0
    closing: Closing = field(default_factory=Closing)
    given: Person | None = None
    given_callback: Callback | None = None
    phone: Leg | None = None
    helpers: tuple[Leg, ...] = ()
    alert: Alert | None = None
    on_line: str = ""
    can_be_told: bool = False
    can_ring: int = 0

    @property
    def is_closed(self) -> bool:
        """Whether the switch keeps the helpline closed now."""
        return self.closing.is_closed(self.now)
