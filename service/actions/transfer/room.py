"""Into the room, for phones that we rang. The phone that has the caller may step out by star, and
the room ends with it, so that nobody stays behind in silence; a helper comes and goes.
"""

from service.actions.around_leg import AroundLeg
from service.actions.calls.leaving import room_of
from service.actions.calls.script import JoinRoom
from service.domain.call import CallState
from service.domain.callback import State
from service.domain.leg import Leg

LEFT = "/voice/leg/left"


def into_room(leg: Leg, *, has_them: bool) -> JoinRoom:
    """The step that brings this phone into its room. `has_them`: it has the caller, not helps."""
    return JoinRoom(
        room=room_of(leg.serves.partition(":")[2]),
        then=f"{LEFT}?leg={leg.id}&turn={max(1, leg.rooms)}",
        ends=has_them,
        star=leg.purpose == "specialist",
    )


def has_them(around: AroundLeg, leg: Leg) -> bool:
    """Whether this is the phone the caller was taken with, or the person's own."""
    if around.call is not None:
        return around.call.leg == leg.id
    return bool(leg.attempt)


def talk_is_on(around: AroundLeg, leg: Leg) -> bool:
    """Whether the talk this phone belongs to goes on, as far as the records know."""
    call, callback, other = around.call, around.callback, around.other
    if call is not None:
        return call.state is CallState.TAKEN and call.leg in (leg.id, leg.beside)
    if callback is None or callback.state is not State.TALKING or not callback.attempt:
        return False
    if leg.attempt == callback.attempt:
        return leg.purpose == "person" or (other is not None and other.is_live)
    return other is not None and other.attempt == callback.attempt


def not_begun(around: AroundLeg, leg: Leg) -> bool:
    """Whether the caller is still on the way, or the person of a callback still being rung."""
    call, callback = around.call, around.callback
    if call is not None:
        return call.state is CallState.TAKEN and call.leg == leg.id and call.joined_at is None
    return (
        callback is not None
        and callback.state in (State.CALLING, State.UNSURE)
        and leg.attempt == callback.attempt
    )
