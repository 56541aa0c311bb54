"""Text messages: from a phone to the helpline, its TwiML answers, and texts out.

Knows Twilio's fields and statuses; what a text says is not looked at, but for its
length.
"""

from urllib.parse import unquote

from service.simulator.events import Next
from service.simulator.exchange import Exchange
from service.simulator.faults import Fault
from service.simulator.model import Message
from service.simulator.segments import count_segments
from service.simulator.times import now
from service.simulator.twiml import BadTwiml, Document, Verb, read_document
from service.simulator.webhooks import Answer, WebhookFailed

HELPLINE_HEADERS = "x-helpline-"
UNREACHABLE = 30003
EXPIRED = 30036
MAX_REDIRECTS = 10


def text_helpline(exchange: Exchange, phone: str, body: str, media: int) -> Message:
    """A person sends a text; the webhook follows in the background."""
    message = Message(
        from_=phone,
        to=exchange.options.number,
        body=body,
        direction="inbound",
        status="received",
        segments=count_segments(body),
        media=media,
    )
    exchange.world.add_message(message)
    # Each text has its own lane: Twilio too may deliver two texts at the same time.
    exchange.courier.send(message.sid, lambda: _deliver_inbound(exchange, message))
    return message


def send_text(
    exchange: Exchange,
    to: str,
    body: str,
    direction: str,
    status_callback: str | None = None,
    media: int = 0,
    valid_s: float | None = None,
) -> Message:
    """A text from the helpline: queued, sent, delivered, each reported.

    One that lies in Twilio's queue for longer than `valid_s` is not sent any more.
    """
    message = Message(
        from_=exchange.options.number,
        to=to,
        body=body,
        direction=direction,
        status="queued",
        segments=count_segments(body),
        media=media,
        status_callback=status_callback or exchange.world.helpline.sms_status_callback,
    )
    exchange.world.add_message(message)
    trouble = exchange.faults.for_delivery(to)
    late_s = trouble.delay_s if trouble else 0.0
    if valid_s is not None and late_s > valid_s:
        trouble, late_s = Fault(delivery="failed", code=EXPIRED), valid_s

    def deliver() -> None:
        _deliver_outbound(exchange, message, trouble)

    if late_s:
        exchange.courier.send_later(late_s, deliver)
    else:
        exchange.courier.send(message.sid, deliver)
    return message


def _deliver_inbound(exchange: Exchange, message: Message) -> None:
    number = exchange.world.helpline
    try:
        _converse(exchange, message, Next(number.sms_url, params=_inbound_fields(message)))
    except (WebhookFailed, BadTwiml) as failure:
        _note(exchange, message, failure, number.sms_url)
        told = {"ErrorCode": str(failure.code), "ErrorUrl": number.sms_url}
        fallback = Next(number.sms_fallback_url, params=_inbound_fields(message) | told)
        try:
            _converse(exchange, message, fallback)
        except (WebhookFailed, BadTwiml) as second:
            _note(exchange, message, second, number.sms_fallback_url)


def _converse(exchange: Exchange, message: Message, step: Next | None) -> None:
    fields = {"AccountSid": exchange.options.account_sid, "ApiVersion": "2010-04-01"}
    for _ in range(MAX_REDIRECTS):
        if step is None:
            return
        answer = exchange.webhooks.ask(step.url, fields | step.params, step.method)
        _keep_outcome(exchange, message, answer)
        document = read_document(step.url, answer.text, answer.content_type, messaging=True)
        step = _carry_out(exchange, message, document, step)


def _carry_out(exchange: Exchange, message: Message, document: Document, here: Next) -> Next | None:
    for verb in document.verbs:
        if verb.name == "Redirect":
            url = exchange.absolute(verb.text, document.url)
            return Next(url, verb.get("method", "POST"), here.params)
        _reply(exchange, message, verb, document)
    return None


def _reply(exchange: Exchange, message: Message, verb: Verb, document: Document) -> None:
    body = "".join(child.text for child in verb.children if child.name == "Body") or verb.text
    media = sum(child.name == "Media" for child in verb.children)
    callback = verb.get("statusCallback")
    if not body and not media:
        exchange.world.note_error(12200, "Message without a body", url=document.url)
        return
    send_text(
        exchange,
        verb.get("to") or message.from_,
        body,
        "outbound-reply",
        exchange.absolute(callback, document.url) if callback else None,
        media,
    )


def _deliver_outbound(exchange: Exchange, message: Message, trouble: Fault | None) -> None:
    off = exchange.world.phone(message.to).line == "off"
    end = trouble.delivery if trouble else "undelivered" if off else "delivered"
    # What fails never left Twilio; what is undelivered was sent and came to nothing.
    if end != "failed":
        _set_status(exchange, message, "sent")
    if end != "delivered":
        message.error_code = (trouble.code if trouble else 0) or UNREACHABLE
    _set_status(exchange, message, end)


def _set_status(exchange: Exchange, message: Message, status: str) -> None:
    with exchange.world.changing():
        message.status, message.updated = status, now()
        if status == "sent":
            message.sent = message.updated
    fields = {
        "AccountSid": exchange.options.account_sid,
        "ApiVersion": "2010-04-01",
        "From": message.from_,
        "To": message.to,
        "MessageSid": message.sid,
        "SmsSid": message.sid,
        "MessageStatus": status,
        "SmsStatus": status,
    }
    if message.error_code:
        fields["ErrorCode"] = str(message.error_code)
    exchange.notify(message.sid, message.status_callback, fields)


def _inbound_fields(message: Message) -> dict[str, str]:
    fields = {
        "MessageSid": message.sid,
        "SmsSid": message.sid,
        "SmsMessageSid": message.sid,
        "SmsStatus": "received",
        "From": message.from_,
        "To": message.to,
        "Body": message.body,
        "NumMedia": str(message.media),
        "NumSegments": str(message.segments),
    }
    for side in ("From", "To"):
        fields |= {f"{side}City": "", f"{side}State": "", f"{side}Zip": "", f"{side}Country": "US"}
    for n in range(message.media):
        fields[f"MediaContentType{n}"] = "image/jpeg"
        fields[f"MediaUrl{n}"] = f"https://api.twilio.com/media/{message.sid}/{n}"
    return fields


def _keep_outcome(exchange: Exchange, message: Message, answer: Answer) -> None:
    # What has letters beyond Latin-1 comes percent-encoded, as headers demand.
    told = {
        name.lower(): unquote(value)
        for name, value in answer.headers.items()
        if name.lower().startswith(HELPLINE_HEADERS)
    }
    with exchange.world.changing():
        message.answer_headers |= told


def _note(exchange: Exchange, message: Message, failure: Exception, url: str) -> None:
    code = getattr(failure, "code", 0)
    exchange.world.note_error(code, str(failure), url=url, sid=message.sid)
