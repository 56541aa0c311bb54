"""That somebody reached us: what a count of different people needs, and no more.

Knows nothing of how people are told apart without being known.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from service.domain.call import Call
from service.domain.callback import Callback
from service.domain.person import Conversation, Person

ALL = "all"


@dataclass(frozen=True, slots=True)
class Contact:
    """`person` is the keyed hash of a number."""

    person: str
    language: str
    channel: str

    def parts(self, monday: str) -> tuple[str, ...]:
        """Under what they count: everybody, their language, channel and week (its Monday)."""
        return (ALL, f"language-{self.language}", f"channel-{self.channel}", f"week-{monday}")


def month_of(at: datetime, zone: str) -> str:
    """ "2026-11": the month on the helpline's clock."""
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m}"


def monday_of(at: datetime, zone: str) -> str:
    """ "2026-11-23": the Monday of the week on the helpline's clock."""
    day = at.astimezone(ZoneInfo(zone)).date()
    return (day - timedelta(days=day.weekday())).isoformat()


def contacts_of(records: Iterable[object]) -> tuple[Contact, ...]:
    """Who reached us by what is written just now; a withheld number tells nobody from anybody."""
    written = tuple(records)
    spoken = {each.id: each.language for each in written if isinstance(each, Person)}
    found = []
    for each in written:
        match each:
            case Call() if each.is_over and each.phone:
                found.append(Contact(each.person, each.language, "voice"))
            case Conversation():
                found.append(Contact(each.person, spoken.get(each.person, "") or "en", "sms"))
            case Callback(version=0):
                found.append(Contact(each.person, each.language, each.channel))
    return tuple(found)
