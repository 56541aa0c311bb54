"""Random texts through the signed webhook: words come back, no exception, never an echo.

600 of them, or all 10,000 with LONG=1.
"""

import random
import time
from collections.abc import Iterator
from urllib.parse import quote_from_bytes, urlencode
from xml.etree import ElementTree as ET

import pytest
from flask import Flask

from service.actions.ports import Ports
from service.actions.sms import Inbound, receive_sms
from tests.builders import ACCOUNT, TEXTER, a_sid
from tests.faults.scale import LONG
from tests.web.conftest import PUBLIC_URL, Twilio

TRIALS = 10_000 if LONG else 600
SHORT_FORM_S = 60
ODD = "\0\x0b\x1b\u200b\u200e\u200f\u202a\u202e\u2066\u2069\ufeff\ufffe\ufffd\ud800\udbff\udfff💀ñ"
WORDS = (
    "STOP CALL help si YES 90210 i want to die llamenme ketamine <Say> &amp; ]]> {name} {{x}} %s "
    "../../ '; DROP Ketamina 3pm tomorrow 212-555-0123 OK"
).split()
SILENT = {"opted-out", "loop-stopped", "noted", "opted-in", "help"}


def random_texts(seed: int) -> Iterator[str]:
    """Any code points there are, our own words among them, and pure oddities."""
    dice = random.Random(seed)
    kinds = (
        lambda: chr(dice.randint(0, 0x10FFFF)),
        lambda: dice.choice(ODD),
        lambda: dice.choice(WORDS),
        lambda: dice.choice(" .,!?'\"\n\t"),
    )
    for _ in range(TRIALS):
        length = dice.choice((0, 1, 3, 10, 60, 300))
        yield "".join(dice.choice(kinds)() for _ in range(length))[:1600]


def texts_raw(twilio: Twilio, body: str, phone: str) -> tuple[int, str, str]:
    """Post a text whose bytes need not be UTF-8; signed over what Flask reads in them."""
    sent = body.encode("utf-8", "surrogatepass")
    fields = {"MessageSid": a_sid(), "AccountSid": ACCOUNT, "From": phone, "NumMedia": "0"}
    read = fields | {"Body": sent.decode("utf-8", "werkzeug.url_quote")}
    signature = twilio.validator.compute_signature(f"{PUBLIC_URL}/sms/inbound", read)
    response = twilio.client.post(
        "/sms/inbound",
        data=f"{urlencode(fields)}&Body={quote_from_bytes(sent)}",
        content_type="application/x-www-form-urlencoded",
        headers={"X-Twilio-Signature": signature},
    )
    return response.status_code, response.headers.get("X-Helpline-Outcome", ""), response.text


def is_echoed(body: str, words: list[str]) -> bool:
    """Whether anything of ours holds what was sent; a keyword of ours may well be in it."""
    told = body.strip()
    return len(told) > 12 and any(told.casefold() in each.casefold() for each in words)


def test_any_text_gets_words_and_no_exception_and_is_never_echoed(app: Flask) -> None:
    twilio, seconds = Twilio(app.test_client()), []

    for place, body in enumerate(random_texts(988)):
        began = time.process_time()
        status, outcome, document = texts_raw(twilio, body, f"+1212555{place % 100 + 100:04}")
        seconds.append(time.process_time() - began)
        words = [each.text or "" for each in ET.fromstring(document).iter("Message")]
        assert status == 200, ascii(body)
        assert outcome != "not-noted", ascii(body)
        assert words or outcome in SILENT, ascii(body)
        assert not is_echoed(body, words), ascii(body)

    assert len(seconds) == TRIALS
    if not LONG:
        assert sum(seconds) < SHORT_FORM_S


@pytest.mark.parametrize("body", ["\ud800", "i want to die \udfff", "CALL\ud83d", "\udcff" * 1600])
def test_a_text_that_cannot_be_written_as_utf_8_is_answered_all_the_same(
    ports: Ports, body: str
) -> None:
    for _ in range(2):
        answer = receive_sms(ports, Inbound(sid=a_sid(), phone=TEXTER, body=body))

        assert answer.messages
        assert body not in answer.messages[0]
