"""A specialist's line that stays open between callbacks, off unless they switch it on.

Their phone was dialled for one callback and stays on that call; what they choose next is said to
them there. The line is a leg of its own, so that somebody looks after it while nothing is said.
"""

from datetime import datetime, timedelta

from service.domain.leg import NO_REPORT, Leg, LegState
from service.domain.specialist import Specialist

LINE = "line"
IDLE = timedelta(minutes=15)
# Twilio ends a call after four hours by default: better between two callbacks than in one
# (twilio.com/blog, "Introducing Configurable Call Limits for Programmable Voice").
LONGEST = timedelta(hours=3)


def keeps_line(who: Specialist | None, leg: Leg, now: datetime) -> bool:
    """Whether this phone stays on the line once its call is over: a person pressed 1 on it."""
    if leg.line:
        return True
    pressed_1 = leg.purpose == "specialist" and leg.rooms > 0
    return pressed_1 and who is not None and who.wants_line(now)


def line_after(leg: Leg, new_id: str, now: datetime) -> Leg:
    """The open line that begins as this leg ends, on the call that was dialled for it."""
    return Leg(
        id=new_id,
        purpose=LINE,
        serves="",
        phone=leg.phone,
        specialist=leg.specialist,
        created_at=leg.created_at,
        due_at=now + NO_REPORT,
        language=leg.language,
        state=LegState.ACCEPTED,
        sid=leg.sid,
        out_at=now,
    )


def is_to_be_closed(line: Leg, who: Specialist | None, now: datetime) -> bool:
    """Whether nothing more is said on this line: they want it no longer, or it is idle too long."""
    if who is None or who.line != line.id or not who.wants_line(now):
        return True
    return now - (line.out_at or now) >= IDLE or now - line.created_at >= LONGEST
