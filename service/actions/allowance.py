"""How much is dialled and texted: a few dials a day to one person, and budgets for a whole day.

They keep a stolen login or a loop from costing a fortune or harassing somebody. Nothing that
somebody waits for now is ever held back by them: no answer to a text or a call, nothing in a
crisis, no phone rung for a live caller. What is held back stays where it was.
"""

from datetime import datetime, timedelta

from service.actions.around_leg import AroundLeg
from service.actions.ports import AuditLine, Change, Ports, WakeUp
from service.domain.callback import Callback
from service.domain.leg import Leg
from service.domain.text import Text

A_DAY = timedelta(days=1)
TOO_OFTEN = "they were called as often today as we may"
TOO_MUCH = "today's budget for texts is used up"
NO_BUDGET = "today's budget for calls is used up"
DIAL, TEXT = "dial", "text"
NOTICE = {DIAL: "notice_budget_dial", TEXT: "notice_budget_text"}


def may_dial_from(ports: Ports, callback: Callback, now: datetime) -> datetime:
    """The first moment at which one more dial to this person is not too many; `now` if none is."""
    most = ports.policy.dials_a_day
    if not most or callback.crisis:
        return now
    earlier = ports.spending.dials_of(ports.identity.person(callback.phone), now)
    return earlier[-most] + A_DAY if len(earlier) >= most else now


def dial_budget_is_spent(ports: Ports, now: datetime) -> bool:
    """Whether no more callbacks are dialled today, but in a crisis."""
    budget = ports.policy.dial_budget
    return bool(budget) and ports.spending.spent(DIAL, now) >= budget


def why_not_allowed(ports: Ports, around: AroundLeg, leg: Leg) -> str:
    """Why this phone is not dialled any more today; "" when it may be."""
    callback = around.callback
    if leg.purpose == "person" and not ports.policy.reach.covers(leg.phone):
        return "no ordinary line in the regions served"
    if callback is None or callback.crisis or leg.urgent:
        return ""
    if leg.purpose == "person" and may_dial_from(ports, callback, around.now) > around.now:
        return TOO_OFTEN
    return NO_BUDGET if dial_budget_is_spent(ports, around.now) else ""


def note_dial(ports: Ports, leg: Leg, now: datetime) -> None:
    """This phone is being dialled. Comes before the POST: better counted than rung too often."""
    if leg.purpose == "person":
        ports.spending.dialled(ports.identity.person(leg.phone), leg.id, now)
    _count(ports, DIAL, ports.policy.dial_budget, now)


def why_not_text(ports: Ports, text: Text, now: datetime) -> str:
    """Why this text is not sent, today or at all; "" when it may be."""
    if text.for_crisis or text.answers:
        return ""
    if not ports.policy.reach.covers(text.phone):
        return "no ordinary line in the regions served"
    if text.urgent:
        return ""
    budget = ports.policy.text_budget
    return TOO_MUCH if budget and ports.spending.spent(TEXT, now) >= budget else ""


def note_text(ports: Ports, now: datetime) -> None:
    """A text is being sent."""
    _count(ports, TEXT, ports.policy.text_budget, now)


def _count(ports: Ports, what: str, budget: int, now: datetime) -> None:
    """Whoever uses up the last of it tells the supervisors: once a day."""
    if ports.spending.spend(what, now) != budget:
        return
    # Not at the top: notices are texts, and sending a text asks here first.
    from service.actions.call_me import notice, supervisors_to_tell

    told = [notice(ports, each, NOTICE[what]) for each in supervisors_to_tell(ports)]
    line = AuditLine("service", f"{what} budget used up", "budget", f"{len(told)} told")
    wakeups = tuple(WakeUp("send_text", text.id) for text in told)
    ports.store.commit(Change(now=now, records=tuple(told), wakeups=wakeups, audit=(line,)))
