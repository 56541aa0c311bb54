"""Calls to the helpline: the menus, the line, the room, and the ending every call has."""

from service.actions.calls.answering import greet
from service.actions.calls.forwarded import forwarded
from service.actions.calls.heard import Heard, caller_number
from service.actions.calls.held import held, left_room
from service.actions.calls.leaving import end_call, enter_room, queue_left
from service.actions.calls.line import key_in_line, wait
from service.actions.calls.menu import answer_menu
from service.actions.calls.messages import message_left
from service.actions.calls.ringing import bring_in, ring_specialist

__all__ = [
    "Heard",
    "answer_menu",
    "bring_in",
    "caller_number",
    "end_call",
    "enter_room",
    "forwarded",
    "greet",
    "held",
    "key_in_line",
    "left_room",
    "message_left",
    "queue_left",
    "ring_specialist",
    "wait",
]
