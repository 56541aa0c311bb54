"""Fetches TwiML documents for a leg and carries out their verbs one after the other.

Knows the order of things and the fallback; each verb's deed is in `verbs/`.
"""

from collections.abc import Callable, Collection, Mapping
from typing import NoReturn

from service.simulator.events import Diverted, DocumentFailed, Gone, Next
from service.simulator.leg import Leg
from service.simulator.twiml import BadTwiml, Document, Verb, read_document
from service.simulator.webhooks import WebhookFailed

MAX_DOCUMENTS_AT_ONCE = 50
SORRY = "We are sorry. An application error has occurred. Goodbye."


# Carries out a verb; a Next leaves the document, None goes on with the next verb.
Deed = Callable[[Leg, Verb, Document], Next | None]
DEEDS: dict[str, Deed] = {}


def carries_out(name: str) -> Callable[[Deed], Deed]:
    """Register a function as the deed of the verb `name`."""

    def register(deed: Deed) -> Deed:
        DEEDS[name] = deed
        return deed

    return register


def lead(leg: Leg, step: Next | None) -> None:
    """Follow TwiML from `step` to the end of the call's documents, also over redirects."""
    on_fallback = False
    while step is not None:
        try:
            follow(leg, step)
            step = None
        except Diverted as diverted:
            step, on_fallback = diverted.step, False
        except DocumentFailed as failure:
            fallback = leg.call.fallback_url
            if not failure.fetched or on_fallback or not fallback:
                _give_up(leg, failure)
            on_fallback = True
            leg.tell_story("fallback", code=failure.code, url=failure.url)
            told = {"ErrorCode": str(failure.code), "ErrorUrl": failure.url}
            step = Next(fallback or "", params=told)


def follow(leg: Leg, step: Next | None, allowed: Collection[str] | None = None) -> None:
    """Carry out the document at `step` and those it leads to."""
    at_once = 0
    while step is not None:
        leg.waited = False
        document = fetch(leg, step, allowed)
        step = carry_out(leg, document)
        at_once = 0 if leg.waited else at_once + 1
        if at_once > MAX_DOCUMENTS_AT_ONCE:
            raise _failed(leg, 12205, "Too many documents without a pause", document.url)


def fetch(leg: Leg, step: Next, allowed: Collection[str] | None = None) -> Document:
    exchange = leg.exchange
    url, text, kind = step.url, step.twiml, "text/xml"
    if text is None:
        params = leg.params() | step.params
        leg.tell_story("asks", url=url, params=_without_numbers(params))
        try:
            answer = exchange.webhooks.ask(url, params, step.method)
        except WebhookFailed as failure:
            raise _failed(leg, failure.code, str(failure), url, fetched=True) from failure
        text, kind = answer.text, answer.content_type
    try:
        document = read_document(url, text, kind)
    except BadTwiml as bad:
        raise _failed(leg, bad.code, str(bad), url) from bad
    for warning in document.warnings:
        exchange.world.note_error(12200, warning, url=url, sid=leg.call.sid)
    for verb in document.verbs:
        if allowed is not None and verb.name not in allowed:
            raise _failed(leg, 13238, f"{verb.name} is not allowed while waiting", url)
    return document


def carry_out(leg: Leg, document: Document) -> Next | None:
    for verb in document.verbs:
        step = DEEDS[verb.name](leg, verb, document)
        if step is not None:
            return step
    return None


def step_to(
    leg: Leg, document: Document, url: str, method: str, params: Mapping[str, str] | None = None
) -> Next:
    """Where an action or Redirect leads: relative to its document, which is the default."""
    address = leg.exchange.absolute(url, document.url) if url else document.url
    return Next(address, (method or "POST").upper(), dict(params or {}))


def _give_up(leg: Leg, failure: DocumentFailed) -> NoReturn:
    leg.pick_up()
    leg.hear(SORRY, "say", language="en-US")
    raise Gone("application error") from failure


def _failed(
    leg: Leg, code: int, message: str, url: str, *, fetched: bool = False
) -> DocumentFailed:
    leg.exchange.world.note_error(code, message, url=url, sid=leg.call.sid)
    leg.tell_story("error", code=code, message=message)
    leg.call.error_code = code
    return DocumentFailed(code, message, url, fetched=fetched)


def _without_numbers(params: Mapping[str, str]) -> dict[str, str]:
    dull = ("City", "State", "Zip", "Country")
    hidden = ("AccountSid", "ApiVersion", "From", "To", "Caller", "Called", "CallToken")
    return {k: v for k, v in params.items() if k not in hidden and not k.endswith(dull)}
