"""What the operator decides, as one value: names, hours, limits. Read from settings and config."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from service.domain.calling_hours import CallingHours
from service.domain.crisis_line import CrisisLine
from service.domain.hours import OpeningHours
from service.domain.reach import Reach
from service.domain.referral import Referral
from service.domain.voicemail import VoicemailOffer


class Ringing(StrEnum):
    """Whose phone rings for a caller.

    Longest idle is the default: two callers ring two phones at the same moment, nobody's phone
    rings for a call that a colleague takes, and specialists stay free to call people back. Only
    a crisis rings everybody at once in every strategy: there, seconds count more.
    """

    ONE_AFTER_ANOTHER = "one-after-another"
    ALL_AT_ONCE = "all-at-once"
    LONGEST_IDLE = "longest-idle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One helpline's choices. `number` and `backup_number` are E.164.

    `dials_a_day` to one person, `dial_budget` and `text_budget` of a day: 0 is no limit.
    `flood_from`: so many strangers who ask by text within an hour are a flood (0: never).
    `hold_limit` is how many callbacks one specialist may hold at a time (None: no limit).
    `reach` is whom we may dial and text by ourselves.
    `crisis_transfer_number` and `interpreter_number` are E.164, or "" where there is none.
    """

    name: str
    number: str
    backup_number: str
    retention_days: int = 7
    hours: OpeningHours = field(default_factory=OpeningHours.day_and_night)
    calling: CallingHours = field(default_factory=CallingHours)
    crisis_ignores_calling_hours: bool = True
    hold_limit: int | None = 3
    twilio_answers_keywords: bool = True
    call_ceiling: timedelta = timedelta(seconds=180)
    ringing: Ringing = Ringing.LONGEST_IDLE
    ring_time: timedelta = timedelta(seconds=20)
    ring_rounds: int = 3
    crisis_transfer_number: str = ""
    interpreter_number: str = ""
    crisis_lines: tuple[CrisisLine, ...] = ()
    referrals: tuple[Referral, ...] = ()
    voicemail: VoicemailOffer = VoicemailOffer.OFF
    voicemail_days: int = 7
    confirms_numbers: bool = False
    dials_a_day: int = 0
    dial_budget: int = 0
    text_budget: int = 0
    flood_from: int = 0
    reach: Reach = field(default_factory=Reach)
    is_demo: bool = False
