"""What to do when the time of a due entry has come. Each handler is harmless when run twice."""

from collections.abc import Callable, Mapping

from service.actions.alerts import alert_is_due
from service.actions.blocking import block_is_due
from service.actions.call_due import call_is_due
from service.actions.callback_due import callback_is_due
from service.actions.erasing import erase_is_due
from service.actions.leg_due import leg_is_due
from service.actions.ports import Ports
from service.actions.shift_due import shift_is_due
from service.actions.texts import text_is_due
from service.actions.voicemail import recordings_are_due, voicemail_is_due

HANDLERS: Mapping[str, Callable[[Ports, str], object]] = {
    "callback": callback_is_due,
    "leg": leg_is_due,
    "call": call_is_due,
    "text": text_is_due,
    "alert": alert_is_due,
    "erase": erase_is_due,
    "block": block_is_due,
    "voicemail": voicemail_is_due,
    "shift": shift_is_due,
    "recordings": recordings_are_due,
}


def look_at(ports: Ports, member: str) -> None:
    """Look at one entry of the due list, such as "callback:ID"."""
    kind, _, name = member.partition(":")
    HANDLERS[kind](ports, name)
