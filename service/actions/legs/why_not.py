"""Whether a phone may still be rung, asked again at the last moment before it is dialled (R1)."""

from dataclasses import replace
from datetime import datetime, timedelta

from service.actions.around_leg import AroundLeg
from service.actions.ports import Ports
from service.actions.transfer.room import talk_is_on
from service.actions.transfer.whereabouts import HELPERS
from service.domain.call import Call
from service.domain.callable_now import callable_from
from service.domain.callback import Callback, State
from service.domain.callback_states import NOT_THIS_PERSON
from service.domain.crisis_line import why_never_dialled
from service.domain.leg import Leg, LegState
from service.domain.person import Person

# A phone that is in use with us is looked at again then.
TRY_AGAIN = timedelta(minutes=5)
NO_CALLS = "asked for no calls"


def why_not_dial(ports: Ports, around: AroundLeg, leg: Leg) -> str:
    """The reason in words, "" when it may be rung."""
    if leg.unwanted:
        return "not wanted any more"
    if why := why_never_dialled(leg.phone):
        return why
    if leg.purpose in HELPERS:
        return "" if talk_is_on(around, leg) else "the talk it was wanted for is over"
    if around.call is not None:
        wanted = around.call.is_waiting and leg.id in around.call.legs
        return "" if wanted else "the caller waits no longer"
    callback = around.callback
    if callback is None or callback.attempt != leg.attempt:
        return "the callback is another's by now"
    if callback.state not in (State.CALLING, State.UNSURE):
        return f"the callback is {callback.state}"
    other = around.other
    if leg.purpose == "person" and (other is None or other.state is not LegState.ACCEPTED):
        return "the specialist is no longer on the line"
    return _why_not_the_person(ports, around, callback)


def put_right(ports: Ports, around: AroundLeg, callback: Callback) -> Callback:
    """What becomes of a callback whose person may not be rung just now."""
    now = around.now
    if callback.state is State.UNSURE:
        callback = callback.settled(now)
    if why := _why_unwanted(ports, around, callback):
        return callback.to_review(why, now)
    if callback.on_line:
        return callback.release(now)
    if _why_busy(ports, around):
        free = callback.release(now)
        return replace(free, due_at=max(free.due_at, now + TRY_AGAIN))
    may_at = callable_from(callback, ports.policy, now)
    if may_at > now:
        return replace(callback.release(now), due_at=may_at)
    return callback.not_rung(now)


def _why_not_the_person(ports: Ports, around: AroundLeg, callback: Callback) -> str:
    if why := _why_unwanted(ports, around, callback):
        return why
    if callback.on_line:
        return "they are on the line to us"
    if why := _why_busy(ports, around):
        return why
    if _too_early_or_late(ports, callback, around.now):
        return "outside their calling hours"
    return ""


def _why_busy(ports: Ports, around: AroundLeg) -> str:
    """Why the phone itself is in use with us, whoever asked for the call to it."""
    if around.rung_by not in ("", _persons_leg(around)):
        return "that phone is rung for another callback"
    call = ports.store.get(Call, around.on_line) if around.on_line else None
    return "that phone is on the line to us" if call is not None and call.is_with_us else ""


def _persons_leg(around: AroundLeg) -> str:
    """The leg of this attempt that has the phone once it is dialled."""
    return f"{around.leg.attempt}-p" if around.leg else ""


def _too_early_or_late(ports: Ports, callback: Callback, now: datetime) -> bool:
    return callable_from(callback, ports.policy, now) > now


def _why_unwanted(ports: Ports, around: AroundLeg, callback: Callback) -> str:
    """Why who asked, or whoever has that phone, wants no call, unless a supervisor has decided."""
    if around.person is not None and not around.person.takes_calls:
        return NO_CALLS
    if not callback.number_given:
        return ""
    theirs = ports.store.get(Person, ports.identity.person(callback.phone))
    if theirs is not None and not theirs.takes_calls:
        return NO_CALLS
    refused = theirs is not None and theirs.is_left_alone
    return NOT_THIS_PERSON if refused and callback.review_reason != NOT_THIS_PERSON else ""
