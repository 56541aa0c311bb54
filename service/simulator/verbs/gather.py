"""Gather: prompts that a key or a word interrupts, then waiting for the rest.

Knows Twilio's rules for digits, speech and silence; nothing of what they mean.
"""

from dataclasses import dataclass
from typing import Any

from service.simulator.events import Event, Next, Pressed, Speaking, Spoke
from service.simulator.follow import carries_out, step_to
from service.simulator.leg import Leg
from service.simulator.twiml import Document, Verb
from service.simulator.verbs.simple import sound

# Someone who is heard speaking is not cut off for being slow.
SPEECH_LIMIT_S = 60.0


@dataclass(frozen=True)
class Wish:
    """What a Gather listens for."""

    keys: bool
    speech: bool
    num_digits: int | None
    finish_on: str
    timeout_s: float
    barge_in: bool

    @property
    def events(self) -> tuple[type[Event], ...]:
        keys: tuple[type[Event], ...] = (Pressed,) if self.keys else ()
        return keys + ((Spoke, Speaking) if self.speech else ())


def read_wish(verb: Verb) -> Wish:
    kinds = verb.get("input", "dtmf").split()
    limit = int(verb.number("numDigits", 0))
    timeout = verb.get("timeout", "5")
    return Wish(
        keys="dtmf" in kinds,
        speech="speech" in kinds,
        num_digits=limit or None,
        finish_on=verb.get("finishOnKey", "#"),
        timeout_s=5.0 if timeout == "auto" else verb.number("timeout", 5),
        barge_in=verb.is_on("bargeIn", default=True),
    )


@carries_out("Gather")
def gather(leg: Leg, verb: Verb, document: Document) -> Next | None:
    leg.pick_up()
    wish = read_wish(verb)
    with leg.expecting(_shown(verb, wish)):
        first = _prompt(leg, verb, document, wish)
        fields = _collect(leg, verb, wish, first)
    if not fields and not verb.is_on("actionOnEmptyResult"):
        leg.tell_story("silence")
        return None
    fields = fields or ({"Digits": ""} if wish.keys else {}) | {"msg": "Gather End"}
    return step_to(leg, document, verb.get("action"), verb.get("method"), fields)


def _prompt(leg: Leg, verb: Verb, document: Document, wish: Wish) -> Event | None:
    wanted = wish.events if wish.barge_in else ()
    for child in verb.children:
        event = sound(leg, child, document, *wanted)
        if event is not None:
            return event
    return None


def _collect(leg: Leg, verb: Verb, wish: Wish, event: Event | None) -> dict[str, str]:
    """The fields of the answer; none after silence."""
    digits = ""
    event = event or leg.wait(wish.timeout_s, *wish.events)
    while event is not None:
        if isinstance(event, Spoke) and not digits:
            leg.tell_story("said", text=event.text)
            return {
                "SpeechResult": event.text,
                "Confidence": f"{event.confidence:.6f}",
                "Language": verb.get("language", "en-US"),
            }
        if isinstance(event, Pressed):
            if event.key in wish.finish_on:
                return _digits(leg, digits, event.key)
            digits += event.key
            if wish.num_digits and len(digits) >= wish.num_digits:
                return _digits(leg, digits, "")
        limit = SPEECH_LIMIT_S if isinstance(event, Speaking) else wish.timeout_s
        event = leg.wait(limit, *wish.events)
    return _digits(leg, digits, "")


def _digits(leg: Leg, digits: str, finished_on: str) -> dict[str, str]:
    if not digits:
        return {}
    leg.tell_story("pressed", digits=digits)
    return {"Digits": digits, "FinishedOnKey": finished_on}


def _shown(verb: Verb, wish: Wish) -> dict[str, Any]:
    return {
        "verb": "gather",
        "input": verb.get("input", "dtmf"),
        "numDigits": wish.num_digits,
        "finishOnKey": wish.finish_on,
        "timeout": wish.timeout_s,
        "language": verb.get("language", "en-US"),
        "hints": verb.get("hints"),
    }
