"""Messages callers leave: reported by Twilio, heard, seen to, and deleted there.

How one is recorded and taken in belongs to the call: service.actions.calls.
"""

from service.actions.voicemail.deleting import voicemail_is_due
from service.actions.voicemail.hearing import hear_voicemail, see_to_voicemail
from service.actions.voicemail.reports import recording_reported, recordings_are_due

__all__ = [
    "hear_voicemail",
    "recording_reported",
    "recordings_are_due",
    "see_to_voicemail",
    "voicemail_is_due",
]
