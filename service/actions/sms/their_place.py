"""Where a text says that its writer is: by a ZIP code, a zone, a city or a state.

A place that may be anybody else's counts only where nothing but a time stands beside it.
"""

from dataclasses import replace

from service.actions.ports import Around
from service.actions.sms.answer import Situation
from service.domain.stated_time import speaks_of_time
from service.domain.understanding import Understanding
from service.domain.zip_said import zip_beside_request
from service.domain.zone_said import zone_in, zone_of_texter, zone_said

THEIR_PLACE = "where they are"


def read_as_place(means: Understanding, body: str, known: Around) -> Understanding:
    """What a text means that may be only a place. "Puerto rico" is one in any language, and as the
    answer to where they are "PA" is no short "para"."""
    if means.is_crisis or not zone_said(body):
        return means
    means = replace(means, language=known.person.language or means.language)
    asked = known.callback is not None and known.conversation.question == "callback"
    agrees = means.intent == "answer:yes" and means.language == "es"  # "va"
    if not asked or agrees:
        return means
    return replace(means, intent="unknown", refined="", matched=THEIR_PLACE)


def zone_told(situation: Situation) -> str:
    """The zone they name in this very text; "" for none."""
    body = situation.body
    code = zip_beside_request(body)
    zone = situation.ports.zip_zones.zone_of(code) if code else None
    if not zone and speaks_of_time(body):
        zone = zone_in(body, or_place=True)
    return zone or zone_of_texter(body)
