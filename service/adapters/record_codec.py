"""Turns records into flat Redis hashes and back; encrypts the fields that could name somebody.

Times are seconds since 1970 (UTC), tuples are JSON. Knows nothing of keys or indexes.
"""

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from service.actions.ports import R, Record
from service.adapters.cipher import Cipher
from service.domain.alert import Alert
from service.domain.call import Call
from service.domain.callback import Callback
from service.domain.closing import Closing
from service.domain.disclosure import Disclosure
from service.domain.invitation import Invitation
from service.domain.last_look import LastLook
from service.domain.leg import Leg
from service.domain.person import Conversation, Person
from service.domain.phone_check import PhoneCheck
from service.domain.roster import Shift
from service.domain.second_factor import SecondFactor
from service.domain.specialist import Specialist
from service.domain.text import Text
from service.domain.voicemail import Voicemail

PREFIX: dict[type[Any], str] = {
    Callback: "callback",
    Leg: "leg",
    Call: "call",
    Person: "person",
    Conversation: "conversation",
    Text: "text",
    Alert: "alert",
    Specialist: "specialist",
    SecondFactor: "second_factor",
    Invitation: "invitation",
    PhoneCheck: "phone_check",
    Closing: "closing",
    Disclosure: "disclosure",
    LastLook: "last_look",
    Shift: "shift",
    Voicemail: "voicemail",
}
KIND: dict[str, type[Any]] = {prefix: kind for kind, prefix in PREFIX.items()}
SECRET = frozenset(
    {"body"}
    | {"phone", "given_phone", "notes", "recent", "last_inbound", "last_outbound", "email", "name"}
    | {"to_whom", "affiliation", "disclosed_by", "nature", "number", "hold_reason", "hold_number"}
    | {"said", "forward_to", "blocked_number", "secret", "recovery", "phone_code", "close_code"}
)


def id_of(record: Record) -> str:
    """The part of the key after the colon."""
    if isinstance(record, Call):
        return record.sid
    if isinstance(record, Conversation):
        return record.person
    return record.id


def key_of(record: Record) -> str:
    """The Redis key a record is kept under."""
    return f"{PREFIX[type(record)]}:{id_of(record)}"


class RecordCodec:
    """Encodes and decodes records with one cipher."""

    def __init__(self, cipher: Cipher) -> None:
        self._cipher = cipher
        self._plans = {kind: _plan(kind) for kind in PREFIX}
        self._missing = {kind: _blanks(kind) for kind in PREFIX}

    def encode(self, record: Record, version: int) -> list[str]:
        """Field and value in turn, as HSET wants them; empty fields are left out."""
        key = key_of(record)
        flat = ["version", str(version)]
        for name, to_text, _ in self._plans[type(record)]:
            text = to_text(getattr(record, name))
            if text == "":
                continue
            if name in SECRET:
                text = self._cipher.encrypt(text, f"{key}:{name}")
            flat += [name, text]
        return flat

    def decode(self, kind: type[R], name: str, stored: dict[str, str]) -> R | None:
        """The record, or None for an empty hash. Unknown fields are ignored."""
        if not stored:
            return None
        key = f"{PREFIX[kind]}:{name}"
        values: dict[str, Any] = {"version": int(stored["version"])}
        for field, _, from_text in self._plans[kind]:
            text = stored.get(field)
            if text is None:
                continue
            if field in SECRET:
                text = self._cipher.decrypt(text, f"{key}:{field}")
            values[field] = from_text(text)
        for field, blank in self._missing[kind]:
            values.setdefault(field, blank)
        return kind(**values)


def _plan(
    kind: Any,
) -> tuple[tuple[str, Callable[[Any], str], Callable[[str], Any]], ...]:
    hints = get_type_hints(kind)
    return tuple(
        (f.name, _writer(hints[f.name]), _reader(hints[f.name]))
        for f in fields(kind)
        if f.name != "version"
    )


def _blanks(kind: Any) -> tuple[tuple[str, str], ...]:
    """Text fields without a default: an empty one is not stored, so it is put back here."""
    hints = get_type_hints(kind)
    required = [f.name for f in fields(kind) if f.default is f.default_factory]
    return tuple((name, "") for name in required if hints[name] is str)


def _writer(hint: Any) -> Callable[[Any], str]:
    if hint is bool:
        return lambda value: "1" if value else ""
    if hint is int:
        return str
    if _is_time(hint):
        return lambda value: "" if value is None else repr(value.timestamp())
    if get_origin(hint) is tuple:
        return lambda value: json.dumps(value, separators=(",", ":")) if value else ""
    return str


def _reader(hint: Any) -> Callable[[str], Any]:
    if hint is bool:
        return lambda text: text == "1"
    if hint is int:
        return int
    if _is_time(hint):
        return lambda text: datetime.fromtimestamp(float(text), UTC)
    if get_origin(hint) is tuple:
        return lambda text: _tuples(json.loads(text))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    return str


def _is_time(hint: Any) -> bool:
    if get_origin(hint) is UnionType:
        return set(get_args(hint)) == {datetime, NoneType}
    return hint is datetime


def _tuples(value: Any) -> Any:
    return tuple(_tuples(each) for each in value) if isinstance(value, list) else value
