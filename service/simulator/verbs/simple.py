"""The plain verbs: Say, Play, Pause, Redirect, Hangup, Reject, Leave."""

from service.simulator.events import Event, Gone, LeftQueue, Next
from service.simulator.follow import carries_out, step_to
from service.simulator.leg import Leg
from service.simulator.twiml import Document, Verb

WORDS_PER_SECOND = 2.5
RECORDING_S = 3.0
ENDLESS = 1000  # loop="0"


def speech_seconds(text: str, rate: str = "") -> float:
    """About how long a voice needs for `text`."""
    pace = {"x-slow": 0.5, "slow": 0.75, "fast": 1.25, "x-fast": 1.5}.get(rate, 1.0)
    if rate.endswith("%") and rate[:-1].isdigit():
        pace = max(0.2, int(rate[:-1]) / 100)
    return max(0.6, len(text.split()) / WORDS_PER_SECOND / pace)


def sound(leg: Leg, verb: Verb, document: Document, *wanted: type[Event]) -> Event | None:
    """Say, play or pause; a wanted event breaks it off and is returned."""
    if verb.name == "Pause":
        return leg.wait(verb.number("length", 1), *wanted)
    for _ in range(int(verb.number("loop", 1)) or ENDLESS):
        event = _once(leg, verb, document, *wanted)
        if event is not None:
            return event
    return None


def _once(leg: Leg, verb: Verb, document: Document, *wanted: type[Event]) -> Event | None:
    if verb.name == "Play":
        name = leg.exchange.absolute(verb.text, document.url) if verb.text else "keys"
        leg.hear(name, "play")
        return leg.wait(RECORDING_S, *wanted)
    leg.hear(
        verb.text,
        "say",
        language=verb.get("language", "en-US"),
        voice=verb.get("voice"),
        rate=verb.rate,
    )
    return leg.wait(speech_seconds(verb.text, verb.rate), *wanted)


@carries_out("Say")
@carries_out("Play")
def say_or_play(leg: Leg, verb: Verb, document: Document) -> None:
    leg.pick_up()
    sound(leg, verb, document)


@carries_out("Pause")
def pause(leg: Leg, verb: Verb, document: Document) -> None:
    # A Pause before anything else lets the phone go on ringing.
    sound(leg, verb, document)


@carries_out("Redirect")
def redirect(leg: Leg, verb: Verb, document: Document) -> Next:
    return step_to(leg, document, verb.text, verb.get("method"))


@carries_out("Hangup")
def hang_up(leg: Leg, _verb: Verb, _document: Document) -> None:
    leg.pick_up()
    raise Gone("helpline")


@carries_out("Reject")
def reject(_leg: Leg, verb: Verb, _document: Document) -> None:
    raise Gone("busy" if verb.get("reason") == "busy" else "rejected")


@carries_out("Leave")
def leave(leg: Leg, _verb: Verb, _document: Document) -> None:
    # Outside a queue there is nothing to leave, and the next verb follows.
    if leg.call.queue is not None:
        raise LeftQueue
