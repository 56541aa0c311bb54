"""Whether a text is a command of one of the team, and which deed answers it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from service.actions.demo_staff import is_made_up
from service.actions.ports import Ports
from service.actions.sms.answer import Decision, Situation
from service.actions.sms.team import crisis, duty, queue, switching
from service.actions.sms.team.order import Order, remembered
from service.domain.errors import OutsideCallingHours, Refused, TryLater
from service.domain.specialist import Specialist
from service.domain.staff_command import read_command

MOST_AN_HOUR = 60
HOUR = timedelta(hours=1)

DEEDS: Mapping[str, Callable[[Order], Decision | None]] = {
    "ON": duty.on,
    "OFF": duty.off,
    "BREAK": duty.rest,
    "BACK": duty.back,
    "SUPERVISOR": duty.wants_supervisor,
    "NEXT": queue.next_one,
    "LIST": queue.listed,
    "DIAL": queue.dial,
    "DONE": queue.done,
    "LATER": queue.later,
    "TAKE": crisis.take,
    "CLOSE": switching.close,
    "OPEN": switching.open_again,
}


def staff_reply(situation: Situation) -> Decision | None:
    """The answer to a command of the team's; None for everybody else, and for a crisis.

    A crisis text from a specialist's phone is a person in need like any other.
    """
    command = read_command(situation.body)
    if command is None or situation.means.is_crisis:
        return None
    if not situation.known.person.takes_texts:
        return None  # after a STOP they could not read what came of it
    try:
        me = whose_phone(situation.ports, situation.phone)
    except TryLater:
        return None
    if me is None:
        return None
    order = Order(me=me, command=command, situation=situation)
    return _counted(order, _carried_out)


def whose_phone(ports: Ports, phone: str) -> Specialist | None:
    """Who of the team has verified that this phone is theirs."""
    found = [s for s in ports.store.specialists() if s.phone == phone and s.phone_verified]
    mine = [s for s in found if not s.disabled and (ports.policy.is_demo or not is_made_up(s.id))]
    return mine[0] if len(mine) == 1 else None


def _carried_out(order: Order) -> Decision | None:
    try:
        return DEEDS[order.command.word](order)
    except OutsideCallingHours as error:
        return queue.not_now(order, error)
    except Refused:
        return order.answer("staff_not_possible")
    except TryLater:
        return order.answer("staff_try_again")


def _counted(order: Order, carried_out: Callable[[Order], Decision | None]) -> Decision | None:
    """So many an hour and no more: nobody presses keys that fast."""
    before = order.conversation
    since = before.commands_since
    fresh = since is None or order.now - since >= HOUR
    count = 1 if fresh else before.commands + 1
    decision = carried_out(order) if count <= MOST_AN_HOUR else order.answer("staff_too_many")
    if decision is None:
        return None
    if count > MOST_AN_HOUR + 1:  # said once: somebody may be sending these in their name
        decision = replace(decision, messages=())
    return remembered(decision, commands=count, commands_since=order.now if fresh else since)
