"""Turns a script into the answer to a webhook, and any failure into words."""

from urllib.parse import urlencode

from flask import Response, request
from werkzeug.exceptions import HTTPException

from service.actions.calls.person import WAIT
from service.actions.calls.place import Place
from service.actions.calls.script import (
    GoTo,
    HangUp,
    LeaveLine,
    Pause,
    RingNumber,
    Say,
    Script,
)
from service.actions.ports import Ports
from service.domain.errors import TryLater
from service.observability import log
from service.web.ports import ports, web
from service.web.voice.reading import OVER, seconds

REPORTS = ("voice.status", "voice.recording")
OUR_PHONES = (
    *("voice.leg", "voice.leg_key", "voice.leg_first", "voice.leg_left", "voice.leg_alone"),
    "voice.leg_line",
    *("voice.leg_step", "voice.leg_menu", "voice.leg_lines", "voice.leg_ringing", "voice.leg_hold"),
)
IN_LINE = ("voice.wait", "voice.wait_key")
# Keys and levels that ask for something to be kept; anything else asks for words or a person.
TO_BE_KEPT = {"5": "not_saved", "9": "stop_not_saved"}
KEEPING = frozenset({"saved", "number", "rest", "readback", "time"})
# Where a phone that is out of its room asks again; after half a minute it is told the truth.
STEP, HELD_PERSON = "/voice/leg/step", "/voice/leg/hold"
OUT_OF_ROOM = {
    **dict.fromkeys(("voice.left_room", "voice.hold"), "/voice/hold"),
    **dict.fromkeys(("voice.leg_left", "voice.leg_step"), STEP),
    **dict.fromkeys(("voice.leg_menu", "voice.leg_lines"), STEP),
    "voice.leg_ringing": "/voice/leg/ringing",
    "voice.leg_line": "/voice/leg/line",
    "voice.leg_hold": HELD_PERSON,
}
LOOK_EVERY_S = 2
MOST_AWAY = 15
PAUSE_S = 5
FAULT = "technical_problem"


def answered(script: Script) -> Response:
    """The TwiML of a script."""
    return Response(web().voice_twiml(script), mimetype="application/xml")


def words_for_failure(error: Exception) -> Response | HTTPException:
    """The store is away, or something of ours broke: truthful words, never silence, never a 500."""
    if isinstance(error, HTTPException):
        return error
    if not isinstance(error, TryLater):
        log.error("a voice webhook failed", exc_info=True, route=request.endpoint)
    if request.endpoint in REPORTS:
        return Response("try again\n", 503, mimetype="text/plain")
    if _is_for_a_moment(error):
        return answered(_look_again())
    if request.endpoint in OUR_PHONES:
        # Nobody can tell now whose phone this is, so the words are those for a stranger.
        return answered((_said(ports(), "wrong_person", "en"), HangUp()))
    if request.endpoint in IN_LINE:
        return answered(_still_in_line(ports(), Place.read(request.args)))
    place = Place.read(request.args)
    # Without the store there are words for that; whatever else it was, it was our fault.
    ours = () if isinstance(error, TryLater) else (_said(ports(), FAULT, place.language),)
    return answered((*ours, *_without_store(ports(), place)))


def _without_store(ports: Ports, place: Place) -> Script:
    """Nothing was kept and nothing is promised."""
    key = TO_BE_KEPT.get(request.form.get("Digits", ""))
    if place.level in KEEPING or key or request.endpoint == "voice.message_left":
        return (_said(ports, key or "not_saved", place.language), HangUp())
    return another_phone(ports, (place.language,))


def _is_for_a_moment(error: Exception) -> bool:
    """Two who talk are out of their room: a store that is back in seconds need not part them."""
    away = seconds(request.args.get("away", ""))
    gone = request.form.get("CallStatus", "") in OVER
    return (
        isinstance(error, TryLater)
        and request.endpoint in OUT_OF_ROOM
        and away < MOST_AWAY
        and not gone
    )


def _look_again() -> Script:
    """The same question once more; a key that could not be heeded is asked for anew."""
    asked = {name: request.args[name] for name in request.args}
    asked["away"] = str(seconds(asked.get("away", "")) + 1)
    route = OUT_OF_ROOM[request.endpoint or ""]
    if route == STEP:
        person = asked.get("leg", "").endswith("-p")
        route, asked["turn"] = HELD_PERSON if person else STEP, "0"
    return (Pause(LOOK_EVERY_S), GoTo(f"{route}?{urlencode(asked)}"))


def _still_in_line(ports: Ports, place: Place) -> Script:
    """The caller keeps their place at Twilio while the store comes back, but not for ever."""
    waited_s = seconds(request.form.get("QueueTime", ""))
    if waited_s >= ports.policy.call_ceiling.total_seconds():
        return (LeaveLine(),)
    words = _said(ports, "waiting_988", place.language)
    return (words, Pause(PAUSE_S), GoTo(place.again().path(WAIT)))


def another_phone(ports: Ports, languages: tuple[str, ...]) -> Script:
    """911 and 988, then a phone that does not depend on this service; no store needed."""
    begin = tuple(_said(ports, "backup_connecting", x) for x in languages)
    end = tuple(_said(ports, "closing", x) for x in languages)
    ring = () if _is_ours(ports) else (RingNumber(number=ports.policy.backup_number),)
    return (*begin, *ring, *end, HangUp())


def _said(ports: Ports, key: str, language: str) -> Say:
    return Say(ports.wording.say(key, language), language, key=key)


def _is_ours(ports: Ports) -> bool:
    return ports.policy.backup_number in ("", ports.policy.number)
