"""The phones we ring: dialled at most once, joined by the key 1, ended by whatever comes first."""

from service.actions.legs.control import alone, hang_up, lead_on, left_room
from service.actions.legs.dial import dial
from service.actions.legs.key import key_pressed
from service.actions.legs.open_line import on_the_line
from service.actions.legs.picked_up import leg_answered
from service.actions.legs.pressed import Pressed
from service.actions.legs.speaking import speak_first
from service.actions.legs.status import note_status

__all__ = [
    "Pressed",
    "alone",
    "dial",
    "hang_up",
    "key_pressed",
    "lead_on",
    "left_room",
    "leg_answered",
    "note_status",
    "on_the_line",
    "speak_first",
]
