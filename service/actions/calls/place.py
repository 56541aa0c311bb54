"""Where in the menus a caller is. It travels in the address of the next step, signed by Twilio,
so that a menu step needs no look-up.

Nothing here may name a person, a number or what a call is about: addresses reach logs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from service.domain.call import Call

LEVELS = (
    "first",
    "nobody",
    "crisis",
    "insurance",
    "unsourced",
    "info",
    "topic",
    "who",
    "stop",
    "saved",
    "number",
    "rest",
    "readback",
    "time",
    "alone",
    "interpreter",
    "blocked",
)
WHOLE_CALL = ("language", "known", "open", "forwarded", "led", "zone", "doubted")
# What is told anew by every webhook, and is no address's business.
NOT_IN_ADDRESS = "zone"
MENU = "/voice/menu"
ROOM = "/voice/room"
MOST_DIGITS = 5
# So often something is not understood before a person helps.
MOST_UNCLEAR = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One step of one call.

    `turn` grows with every step, so that a webhook that comes twice is known from a second visit.
    A worker that leads the call on counts turns anew; `led` tells those apart from earlier ones.
    `known`: the caller's language is known or was chosen. `open`: somebody could answer when the
    call came. `forwarded`: led to another phone, in vain. `page` is the list of topics; `item` the
    topic's key on it; `fact` the number of facts of it heard. `via` is the level a callback was
    asked from. `doubted`: words of theirs were asked again already, as the recogniser was not sure
    of them. `zone` is the IANA zone of the caller's number, "" where it may be in several.
    """

    level: str = "first"
    language: str = "en"
    known: bool = False
    open: bool = True
    silences: int = 0
    unclear: int = 0
    turn: int = 0
    page: int = 0
    item: int = 0
    fact: int = 0
    via: str = ""
    forwarded: bool = False
    led: int = 0
    slow: bool = False
    doubted: bool = False
    zone: str = ""

    @property
    def other(self) -> str:
        """The other language."""
        return "es" if self.language == "en" else "en"

    @property
    def in_crisis(self) -> bool:
        """Whether they hear the words of a crisis, or asked for a call there."""
        return "crisis" in (self.level, self.via)

    def at(self, level: str, **changes: Any) -> "Place":
        """The next step, at this level; only what holds for the whole call is carried on."""
        kept = {name: getattr(self, name) for name in WHOLE_CALL}
        return Place(**{**kept, **changes, "level": level, "turn": self.turn + 1})

    def again(self, **changes: Any) -> "Place":
        """The next step at the same level."""
        return replace(self, turn=self.turn + 1, **changes)

    def path(self, route: str = MENU) -> str:
        """The address of the step that hears the answer."""
        changed = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if each.name == NOT_IN_ADDRESS:
                continue
            if value != each.default or each.name in ("level", "language"):
                changed[each.name] = str(int(value)) if isinstance(value, bool | int) else value
        return f"{route}?{urlencode(changed)}"

    @classmethod
    def led_to_room(cls, call: Call) -> str:
        """The address of the step after the queue, for a worker, who knows the record only."""
        return cls(language=call.language, known=True, led=call.version).path(ROOM)

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Place":
        """The place an address names; whatever it should not hold is left out."""
        values: dict[str, Any] = {}
        for each in fields(cls):
            text = query.get(each.name, "")
            if isinstance(each.default, bool):
                values[each.name] = text == "1" if text in ("0", "1") else each.default
            elif isinstance(each.default, int):
                values[each.name] = _count(text)
        values["level"] = _one_of(LEVELS, query.get("level"), "first")
        values["language"] = _one_of(("en", "es"), query.get("language"), "en")
        values["via"] = _one_of((*LEVELS, ""), query.get("via"), "")
        return cls(**values)


def _count(text: str) -> int:
    few = len(text) < MOST_DIGITS  # int() raises on thousands of digits
    return int(text) if few and text.isascii() and text.isdigit() else 0


def _one_of(allowed: tuple[str, ...], given: str | None, otherwise: str) -> str:
    return given if given in allowed else otherwise
