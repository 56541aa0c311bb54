"""Messages callers leave: taken in, heard, seen to, and deleted at Twilio."""

from service.actions.voicemail.deleting import voicemail_is_due
from service.actions.voicemail.hearing import hear_voicemail, see_to_voicemail
from service.actions.voicemail.taking_in import (
    Left,
    expect_message,
    recording_reported,
    recordings_are_due,
    take_in,
)

__all__ = [
    "Left",
    "expect_message",
    "hear_voicemail",
    "recording_reported",
    "recordings_are_due",
    "see_to_voicemail",
    "take_in",
    "voicemail_is_due",
]
