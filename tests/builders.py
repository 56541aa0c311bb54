"""Records with good defaults, so that a test shows only what matters to it."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from service.domain.callback import Callback, Reason
from service.domain.calling_hours import CallingHours
from service.domain.leg import Leg
from service.domain.policy import Policy
from service.domain.specialist import Specialist

NOON = datetime(2026, 11, 25, 17, 0, tzinfo=UTC)
"""A Wednesday, noon in New York."""
TEXTER = "+12125550142"
CALLER = "+13105550117"
HELPLINE = "+18009151270"
ACCOUNT = "AC" + "0" * 32
TOKEN = "a-token-for-tests-only"

_numbers = count(1)


def day_of(moment: datetime, now: datetime) -> str:
    """What a text calls the day of a moment soon to come, on New York's clock."""
    then, today = (each.astimezone(ZoneInfo("America/New_York")).date() for each in (moment, now))
    return "today" if then == today else "tomorrow"


def a_sid(kind: str = "SM") -> str:
    """A fresh SID of this kind."""
    return f"{kind}{next(_numbers):032x}"


def a_callback(**given: Any) -> Callback:
    """A callback that waits since noon."""
    at = given.pop("at", NOON)
    defaults: dict[str, Any] = {
        "id": f"c{next(_numbers):019x}",
        "person": f"{next(_numbers):032x}",
        "phone": TEXTER,
        "language": "en",
        "reason": Reason.TREATMENT,
        "created_at": at,
        "promise_at": at + timedelta(minutes=15),
        "due_at": at,
        "channel": "sms",
    }
    return Callback(**(defaults | given))


def a_specialist(**given: Any) -> Specialist:
    """A specialist on shift who speaks English."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "id": f"specialist-{number}",
        "name": f"Test Specialist {number}",
        "email": f"s{number}@example.org",
        "phone": f"+1646555{100 + number % 100:04}",
        "on_shift": True,
    }
    return Specialist(**(defaults | given))


def a_leg(**given: Any) -> Leg:
    """A leg to a specialist's phone that nobody has dialled yet."""
    at = given.pop("at", NOON)
    defaults: dict[str, Any] = {
        "id": f"l{next(_numbers):019x}",
        "purpose": "specialist",
        "serves": "callback:none",
        "phone": "+16465550101",
        "specialist": "amina",
        "created_at": at,
        "due_at": at,
    }
    return Leg(**(defaults | given))


def a_policy(**given: Any) -> Policy:
    """An operator's choices: open day and night, people may be called at any hour."""
    defaults: dict[str, Any] = {
        "name": "Northside Helpline",
        "number": HELPLINE,
        "backup_number": "+12125550199",
        "calling": CallingHours(always=True),
        "hold_limit": None,
        "twilio_answers_keywords": False,
        "is_demo": True,
    }
    return Policy(**(defaults | given))
