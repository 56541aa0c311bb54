"""What may reach a log: known keys only, and no value that looks like a phone number."""

import re
from collections.abc import MutableMapping
from typing import Any

# A key is added here only when its values can never come from a caller or texter.
ALLOWED_KEYS = frozenset({
    "attempt", "code", "count", "error", "event", "job", "level", "library", "method", "ms",
    "operation", "outcome", "pid", "process", "queue", "reason", "record", "request_id",
    "route", "sid", "stack", "state", "status", "timestamp", "version", "where",
})  # fmt: skip

# Ids of ours and of Twilio's; their digits are no phone number.
ID = re.compile(r"(?:[a-z]+:)?(?:[A-Z]{2})?[0-9a-f]{16,64}|[A-Z]{2}[0-9a-f]{32}")
# Seven digits or more, however they are written, are taken for a phone number.
NUMBER = re.compile(r"\+?\d(?:[\s().\-–]{0,3}\d){6,}")
WRITTEN_BY_US = frozenset({"timestamp", "stack", "request_id"})


def only_allowed(_logger: object, _method: str, event: MutableMapping[str, Any]) -> dict[str, Any]:
    """Drop every key that is not on the list and mask what looks like a number."""
    return {
        key: value if key in WRITTEN_BY_US else masked(value)
        for key, value in event.items()
        if key in ALLOWED_KEYS
    }


def masked(value: object) -> object:
    """Return the value with anything like a phone number made unreadable.

    Numbers, booleans and ids stay; whatever else there is becomes text first, so that
    nothing hides in a list or an object.
    """
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, int):
        return value if abs(value) < 1_000_000 else "(number)"
    text = str(value)
    return text if ID.fullmatch(text) else NUMBER.sub("(number)", text)
