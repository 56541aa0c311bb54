"""Reads a voice webhook's verified fields into the value the actions take."""

from dataclasses import replace

from flask import g, request

from service.actions.calls import Heard, caller_number
from service.actions.calls.heard import MOST_SPEECH
from service.actions.calls.place import Place
from service.domain.phone import known_zone

KEYS = frozenset("0123456789*#")
MOST_KEYS = 20
OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})


def heard() -> Heard:
    """What this webhook says; anything that is missing or odd counts as silence."""
    form: dict[str, str] = g.form
    caller = caller_number(form.get("From", ""))
    zone = known_zone(caller) if caller else None
    return Heard(
        sid=form["CallSid"],
        caller=caller,
        place=replace(Place.read(request.args), zone=zone.key if zone else ""),
        digits=keys(form.get("Digits", "")),
        speech=form.get("SpeechResult", "").strip()[:MOST_SPEECH],
        confidence=confidence(form.get("Confidence", "")),
        queue_sid=form.get("QueueSid", ""),
        queue_s=seconds(form.get("QueueTime", "")),
        result=form.get("QueueResult", "") or form.get("DialCallStatus", ""),
        recording=form.get("RecordingSid", ""),
        recorded_s=seconds(form.get("RecordingDuration", "")),
        gone=form.get("CallStatus", "") in OVER,
    )


def keys(sent: str) -> str:
    """The keys pressed, "" for anything that is no key."""
    pressed = sent.strip()[:MOST_KEYS]
    return pressed if set(pressed) <= KEYS else ""


def confidence(sent: str) -> float | None:
    """How sure the recogniser is, above 0 to 1; None where it does not say, as with 0, which
    recognisers send that have no such figure."""
    try:
        sure = float(sent)
    except ValueError:
        return None
    return sure if 0 < sure <= 1 else None


def seconds(sent: str) -> int:
    """A count of seconds, 0 for anything else."""
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 7 else 0
