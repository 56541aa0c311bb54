"""Builds the TwiML that answers a text: no message, one, or several."""

import re

from twilio.twiml.messaging_response import MessagingResponse

# XML 1.0 section 2.2 allows no other control characters, and twilio's builders let them through.
NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def message_twiml(messages: tuple[str, ...], status_callback: str = "") -> str:
    """The `<Response>`; `status_callback` is where Twilio reports what became of each message."""
    response = MessagingResponse()
    extra = {"status_callback": status_callback} if status_callback else {}
    for message in messages:
        response.message(NOT_XML.sub("", message), **extra)
    return str(response)
