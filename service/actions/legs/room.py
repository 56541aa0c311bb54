"""The room of one talk, as the phones we rang come into it."""

from service.actions.calls.script import JoinRoom
from service.actions.transfer.room import into_room
from service.domain.leg import Leg


def room(leg: Leg) -> JoinRoom:
    """The room of this call or callback, for the phone that has them and for the person's own."""
    return into_room(leg, has_them=True)
