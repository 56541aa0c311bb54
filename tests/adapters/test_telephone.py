"""Twilio's REST API as our telephone: what is sent, and what each kind of failure means."""

import json
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from service.adapters.twilio_telephone import TwilioTelephone
from service.domain.errors import (
    AmbiguousAnswer,
    RateLimited,
    RefusedByCarrier,
    TryLater,
    UnknownToCarrier,
)
from service.domain.text import Text
from tests.builders import ACCOUNT, HELPLINE, NOON, TEXTER, TOKEN, a_leg

PUBLIC = "https://helpline.example.org"
CALL = "CA" + "1" * 32


class Twilio(ThreadingHTTPServer):
    """Answers every request with `answer`, or cuts the line after reading it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer: tuple[int, Any] | None = (201, {"sid": CALL})
        self.seen: list[tuple[str, str, dict[str, list[str]]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Twilio

    def do_POST(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        address = urlsplit(self.path)
        fields = parse_qs(body or address.query, keep_blank_values=True)
        self.server.seen.append((self.command, address.path, fields))
        if self.server.answer is None:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            self.connection.close()
            return
        status, content = self.server.answer
        text = json.dumps(content) if not isinstance(content, str) else content
        self.send_response(status)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def twilio() -> Iterator[Twilio]:
    server = Twilio()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def telephone(twilio: Twilio) -> TwilioTelephone:
    return TwilioTelephone(ACCOUNT, TOKEN, twilio.url, PUBLIC, HELPLINE)


def a_text() -> Text:
    return Text(
        id="t1",
        person="p",
        phone=TEXTER,
        language="en",
        words="missed",
        created_at=NOON,
        due_at=NOON,
        expires_at=NOON + timedelta(hours=2),
    )


def listed(kind: str, *entries: dict[str, Any]) -> tuple[int, Any]:
    return 200, {kind: list(entries), "next_page_uri": None, "page_size": 50, "page": 0}


def entry(sid: str, after: timedelta, **more: Any) -> dict[str, Any]:
    return {"sid": sid, "status": "ringing", "date_created": format_datetime(NOON + after), **more}


def test_a_dial_is_one_post_with_our_addresses(twilio: Twilio, telephone: TwilioTelephone) -> None:
    sid = telephone.dial(a_leg(id="leg1", phone=TEXTER), ring_s=20)

    assert sid == CALL
    [(method, path, fields)] = twilio.seen
    assert (method, path) == ("POST", f"/2010-04-01/Accounts/{ACCOUNT}/Calls.json")
    assert fields["To"] == [TEXTER]
    assert fields["From"] == [HELPLINE]
    assert fields["Url"] == [f"{PUBLIC}/voice/leg?leg=leg1"]
    assert fields["StatusCallback"] == [f"{PUBLIC}/voice/status?leg=leg1"]
    assert fields["StatusCallbackEvent"] == ["initiated", "ringing", "answered", "completed"]
    assert fields["Timeout"] == ["20"]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ((429, {"code": 20429, "message": "no"}), RateLimited),
        ((400, {"code": 20429, "message": "no"}), RateLimited),
        ((500, {"code": 20500, "message": "no"}), AmbiguousAnswer),
        ((503, "not even JSON"), AmbiguousAnswer),
        ((201, {"sid": None}), AmbiguousAnswer),
        ((201, "not JSON"), AmbiguousAnswer),
        (None, AmbiguousAnswer),
    ],
    ids=str,
)
def test_an_unclear_answer_to_a_dial_stays_unclear(
    twilio: Twilio,
    telephone: TwilioTelephone,
    answer: tuple[int, Any] | None,
    error: type[Exception],
) -> None:
    twilio.answer = answer

    with pytest.raises(error):
        telephone.dial(a_leg(), ring_s=20)

    assert len(twilio.seen) == 1


def test_a_refusal_carries_its_code_and_no_number(
    twilio: Twilio, telephone: TwilioTelephone
) -> None:
    twilio.answer = (400, {"code": 21211, "message": f"{TEXTER} is not a valid number"})

    with pytest.raises(RefusedByCarrier) as refusal:
        telephone.dial(a_leg(phone=TEXTER), ring_s=20)

    assert refusal.value.code == 21211
    assert TEXTER not in str(refusal.value)


def test_no_connection_means_nothing_was_sent() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
    telephone = TwilioTelephone(ACCOUNT, TOKEN, url, PUBLIC, HELPLINE)

    with pytest.raises(TryLater) as error:
        telephone.dial(a_leg(), ring_s=20)

    assert not isinstance(error.value, AmbiguousAnswer)


def test_a_call_is_found_by_its_phone_and_the_time_it_was_made(
    twilio: Twilio, telephone: TwilioTelephone
) -> None:
    old, ours = "CA" + "0" * 32, "CA" + "2" * 32
    twilio.answer = listed(
        "calls", entry(ours, timedelta(seconds=2)), entry(old, timedelta(minutes=-9))
    )

    assert telephone.find_call(a_leg(phone=TEXTER)) == (ours, "ringing")
    assert twilio.seen[0][2]["To"] == [TEXTER]
    twilio.answer = listed("calls", entry(old, timedelta(minutes=-9)))
    assert telephone.find_call(a_leg(phone=TEXTER)) is None


def test_a_text_is_found_by_its_words(twilio: Twilio, telephone: TwilioTelephone) -> None:
    ours, other = "SM" + "1" * 32, "SM" + "2" * 32
    twilio.answer = listed(
        "messages",
        entry(other, timedelta(seconds=3), body="something else"),
        entry(ours, timedelta(seconds=2), body="the words"),
    )

    assert telephone.find_text(a_text(), "the words") == (ours, "ringing")
    assert telephone.find_text(a_text(), "never sent") is None


def test_a_text_is_one_post_that_expires(twilio: Twilio, telephone: TwilioTelephone) -> None:
    twilio.answer = (201, {"sid": "SM" + "1" * 32})

    assert telephone.send(a_text(), "the words", good_for_s=7200) == "SM" + "1" * 32

    [(_, _, fields)] = twilio.seen
    assert fields["Body"] == ["the words"]
    assert fields["StatusCallback"] == [f"{PUBLIC}/sms/status?text=t1"]
    assert fields["ValidityPeriod"] == ["7200"]


def test_a_call_twilio_does_not_know_is_told_from_one_we_may_not_ask_after(
    twilio: Twilio, telephone: TwilioTelephone
) -> None:
    twilio.answer = (404, {"code": 20404, "message": "was not found"})
    with pytest.raises(UnknownToCarrier):
        telephone.call_status(CALL)

    twilio.answer = (401, {"code": 20003, "message": "Authenticate"})
    with pytest.raises(TryLater):
        telephone.call_status(CALL)


@pytest.mark.parametrize("answer", [None, (500, {"message": "no"}), (200, "not JSON")], ids=str)
def test_what_may_be_done_again_is_simply_tried_later(
    twilio: Twilio, telephone: TwilioTelephone, answer: tuple[int, Any] | None
) -> None:
    twilio.answer = answer

    for ask in (
        lambda: telephone.hang_up(CALL),
        lambda: telephone.redirect(CALL, "/voice/room"),
        lambda: telephone.bring_in("QU1", CALL, "/voice/room"),
        lambda: telephone.find_call(a_leg()),
        lambda: telephone.call_status(CALL),
    ):
        with pytest.raises(TryLater) as error:
            ask()
        assert not isinstance(error.value, AmbiguousAnswer)


def test_leading_on_names_our_address(twilio: Twilio, telephone: TwilioTelephone) -> None:
    twilio.answer = (200, {"sid": CALL, "call_sid": CALL, "status": "in-progress"})

    telephone.redirect(CALL, "/voice/leg/alone?leg=1")
    telephone.bring_in("QU1", CALL, "/voice/room?language=en")
    telephone.hang_up(CALL)

    assert [fields.get("Url", fields.get("Status")) for _, _, fields in twilio.seen] == [
        [f"{PUBLIC}/voice/leg/alone?leg=1"],
        [f"{PUBLIC}/voice/room?language=en"],
        ["completed"],
    ]
    assert twilio.seen[1][1].endswith(f"/Queues/QU1/Members/{CALL}.json")
    assert telephone.call_status(CALL) == "in-progress"
