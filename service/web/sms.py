"""Webhooks of text messages: a text comes in, or Twilio says what became of one of ours."""

import logging
from urllib.parse import quote

from flask import Blueprint, Response, g, request
from werkzeug.exceptions import HTTPException

from service.actions.sms import Answer, Inbound, receive_sms
from service.actions.texts import note_reply_status, note_text_status
from service.domain.errors import TryLater
from service.domain.phone import sender
from service.web.ports import ports, web
from service.web.webhooks import check_webhook, needs

blueprint = Blueprint("sms", __name__, url_prefix="/sms")
blueprint.before_request(check_webhook)

log = logging.getLogger(__name__)
STATUS_OF_CRISIS_REPLY = "/sms/status?reply=crisis"


@blueprint.post("/inbound")
def inbound() -> Response:
    """Answer a text."""
    refusal = needs("MessageSid", "From")
    if refusal is not None:
        return refusal
    form = g.form
    answer = receive_sms(
        ports(),
        Inbound(
            sid=form["MessageSid"],
            phone=sender(form["From"]),
            body=form.get("Body", ""),
            media=_count(form.get("NumMedia", "")),
            opt_out_type=form.get("OptOutType", ""),
        ),
    )
    return _answered(answer)


@blueprint.post("/status")
def status() -> Response:
    """Note what became of a text we sent."""
    refusal = needs("MessageSid", "MessageStatus")
    if refusal is not None:
        return refusal
    form, text_id = g.form, request.args.get("text", "")
    error = form.get("ErrorCode", "")
    try:
        if text_id:
            note_text_status(ports(), text_id, form["MessageSid"], form["MessageStatus"], error)
        elif request.args.get("reply") == "crisis":
            note_reply_status(
                ports(), form.get("To", ""), form["MessageSid"], form["MessageStatus"]
            )
    except TryLater:
        return Response("try again\n", 503, mimetype="text/plain")
    return Response(status=204)


@blueprint.post("/fallback")
def fallback() -> Response:
    """Twilio could not reach us: fixed words, no store, both languages."""
    return _answered(Answer("fallback", _not_noted()))


@blueprint.errorhandler(Exception)
def words_for_failure(error: Exception) -> Response | HTTPException:
    """Something of ours broke: truthful words with 911 and 988 in them, never a 500."""
    if isinstance(error, HTTPException):
        return error
    log.exception("a webhook of texts failed")
    if request.endpoint == "sms.status":
        return Response("try again\n", 503, mimetype="text/plain")
    return _answered(Answer("not-noted", _not_noted()))


def _not_noted() -> tuple[str, ...]:
    return tuple(ports().wording.sms("not_noted", language) for language in ("en", "es"))


def _answered(answer: Answer) -> Response:
    callback = STATUS_OF_CRISIS_REPLY if answer.outcome == "crisis" else ""
    document = web().message_twiml(answer.messages, callback)
    response = Response(document, mimetype="application/xml")
    response.headers["X-Helpline-Outcome"] = answer.outcome
    if web().is_demo and answer.matched:
        response.headers["X-Helpline-Matched"] = quote(answer.matched, safe=" :,;'()")
    return response


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
