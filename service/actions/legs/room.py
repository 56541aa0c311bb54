"""The room of one talk, as the phones we rang come into it."""

from service.actions.calls.leaving import room_of
from service.actions.calls.script import JoinRoom
from service.domain.leg import Leg

LEFT = "/voice/leg/left"


def room(leg: Leg, name: str) -> JoinRoom:
    """The room of this call or callback, for this phone."""
    return JoinRoom(room=room_of(name), then=f"{LEFT}?leg={leg.id}")
