"""Turns a script into the answer to a webhook, and any failure into words."""

import logging

from flask import Response, request
from werkzeug.exceptions import HTTPException

from service.actions.calls.place import Place
from service.actions.calls.script import HangUp, RingNumber, Say, Script
from service.actions.ports import Ports
from service.adapters.twiml import voice_twiml
from service.domain.errors import TryLater
from service.web.ports import ports

log = logging.getLogger(__name__)
# A person was asked for, or the call has only begun: without the store another phone is tried.
WANTS_A_PERSON = frozenset({"voice.inbound", "voice.wait", "voice.queue_left", "voice.room"})
OUR_PHONES = ("voice.leg", "voice.leg_key", "voice.leg_left", "voice.leg_alone")


def answered(script: Script) -> Response:
    """The TwiML of a script."""
    return Response(voice_twiml(script), mimetype="application/xml")


def words_for_failure(error: Exception) -> Response | HTTPException:
    """The store is away, or something of ours broke: truthful words, never silence, never a 500."""
    if isinstance(error, HTTPException):
        return error
    if not isinstance(error, TryLater):
        log.exception("a voice webhook failed")
    if request.endpoint == "voice.status":
        return Response("try again\n", 503, mimetype="text/plain")
    if request.endpoint in OUR_PHONES:
        return answered((HangUp(),))
    wording_ports, language = ports(), Place.read(request.args).language
    if request.endpoint in WANTS_A_PERSON or request.form.get("Digits") == "0":
        return answered(another_phone(wording_ports, (language,)))
    words = wording_ports.wording.say("not_saved", language)
    return answered((Say(words, language), HangUp()))


def another_phone(ports: Ports, languages: tuple[str, ...]) -> Script:
    """911 and 988, then a phone that does not depend on this service; no store needed."""
    begin = tuple(Say(ports.wording.say("backup_connecting", x), x) for x in languages)
    end = tuple(Say(ports.wording.say("closing", x), x) for x in languages)
    ring = () if _is_ours(ports) else (RingNumber(number=ports.policy.backup_number),)
    return (*begin, *ring, *end, HangUp())


def _is_ours(ports: Ports) -> bool:
    return ports.policy.backup_number in ("", ports.policy.number)
