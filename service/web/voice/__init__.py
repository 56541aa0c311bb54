"""Webhooks of calls: each reads the request, calls one action and returns its script as TwiML.

No REST call is made here, and whatever fails ends in words a person can hear.
"""

from flask import Blueprint

from service.web.voice import calls, fallback, legs, prompts, status, transfers
from service.web.voice.answer import words_for_failure
from service.web.webhooks import check_webhook

blueprint = Blueprint("voice", __name__, url_prefix="/voice")
blueprint.before_request(check_webhook)
blueprint.register_error_handler(Exception, words_for_failure)

__all__ = ["blueprint", "prompts"]

for part in (calls, legs, transfers, status, fallback):
    part.add_routes(blueprint)
