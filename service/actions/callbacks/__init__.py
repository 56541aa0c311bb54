"""What a specialist does with a callback; each deed is one commit and one audit line."""

from service.actions.callbacks.calling import call_back
from service.actions.callbacks.claiming import claim_callback, claim_next
from service.actions.callbacks.closing import cancel_callback, close_callback
from service.actions.callbacks.holding import (
    hand_over,
    note_reading,
    note_under_18,
    put_back,
    release_callback,
    renew_claim,
    reveal_number,
    write_notes,
)
from service.actions.callbacks.requesting import request_callback

__all__ = [
    "call_back",
    "cancel_callback",
    "claim_callback",
    "claim_next",
    "close_callback",
    "hand_over",
    "note_reading",
    "note_under_18",
    "put_back",
    "release_callback",
    "renew_claim",
    "request_callback",
    "reveal_number",
    "write_notes",
]
