"""Texts we send by ourselves: kept, sent at most once, stopped by STOP, followed up."""

from service.actions.texts.note import note_reply_status, note_text_status
from service.actions.texts.send import send_text, text_is_due
from service.actions.texts.write import new_text, text_about

__all__ = [
    "new_text",
    "note_reply_status",
    "note_text_status",
    "send_text",
    "text_about",
    "text_is_due",
]
