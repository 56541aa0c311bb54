"""What to do when the time of a due entry has come. Each handler is harmless when run twice.

The sweep itself never asks Twilio, which may hang for ten seconds a question: it hands such an
entry to a worker and moves it on. A lost job is asked for anew by the entry, and a job that comes
too late does nothing, so that each entry has at most one that will still be carried out, however
long Twilio hangs.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta

from service.actions.alerts import alert_is_due
from service.actions.blocking import block_is_due
from service.actions.call_due import call_is_due
from service.actions.callback_due import callback_is_due
from service.actions.erasing import erase_is_due
from service.actions.leg_due import leg_is_due
from service.actions.ports import Change, Ports, WakeUp
from service.actions.questions import asks_twilio
from service.actions.redacting import words_are_due
from service.actions.shift_due import shift_is_due
from service.actions.taking_in import received_is_due
from service.actions.texts import text_is_due
from service.actions.trying import commit_once
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
    "received": received_is_due,
    "redact": words_are_due,
}
ANSWERED_WITHIN = timedelta(seconds=30)


def look_at(ports: Ports, member: str) -> object:
    """Look at one entry of the due list, such as "callback:ID"; Twilio may be asked."""
    kind, _, name = member.partition(":")
    return HANDLERS[kind](ports, name)


def sweep_over(ports: Ports, member: str) -> None:
    """The sweep's look at an entry: a worker asks Twilio, where that must be asked."""
    kind, _, name = member.partition(":")
    if asks_twilio(ports, kind, name):
        _hand_over(ports, member)
    else:
        look_at(ports, member)


def ask_about(ports: Ports, question: str) -> object:
    """Carry out what the sweep handed over ("leg:ID@TIME"), unless that time is over: then the
    entry has been handed over again."""
    member, _, until = question.rpartition("@")
    if ports.store.now().timestamp() > float(until):
        return None
    return look_at(ports, member)


def _hand_over(ports: Ports, member: str) -> None:
    now = ports.store.now()
    until = now + ANSWERED_WITHIN
    ports.store.look_again(member, until)
    wakeup = WakeUp("note_status", f"{member}@{until.timestamp()!r}")
    commit_once(ports, Change(now=now, wakeups=(wakeup,)))
