"""Twilio's REST API as our telephone: what is sent, and what each kind of failure means."""

import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
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
    StoreUnavailable,
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
    with socket.socket() as unused:  # kept meanwhile, so that nobody else listens there
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


def inbound(sid: str, after: timedelta, **more: Any) -> dict[str, Any]:
    shape = {"from": TEXTER, "to": HELPLINE, "direction": "inbound", "num_media": "0"}
    return entry(sid, after, **(shape | more))


def test_texts_received_are_listed_by_our_number_and_their_time(
    twilio: Twilio, telephone: TwilioTelephone
) -> None:
    ours, early = "SM" + "1" * 32, "SM" + "2" * 32
    twilio.answer = listed(
        "messages",
        inbound(ours, timedelta(minutes=1), body="CALL", num_media="2"),
        inbound("SM" + "3" * 32, timedelta(minutes=1), body="x", direction="outbound-reply"),
        inbound(early, timedelta(hours=-2), body="a filter by the day lets it in"),
    )

    found = telephone.texts_received(NOON, NOON + timedelta(minutes=5), 100)

    [text] = found
    assert (text.sid, text.phone, text.body, text.media) == (ours, TEXTER, "CALL", 2)
    assert text.at == NOON + timedelta(minutes=1)
    [(method, path, fields)] = twilio.seen
    assert (method, path.rpartition("/")[2]) == ("GET", "Messages.json")
    assert fields["To"] == [HELPLINE]
    assert fields["DateSent>"] == ["2026-11-25T17:00:00Z"]
    assert fields["DateSent<"] == ["2026-11-25T17:05:01Z"]
    assert fields["PageSize"] == ["100"]


def test_what_left_our_number_is_listed_by_whom_it_went_to(
    twilio: Twilio, telephone: TwilioTelephone
) -> None:
    reply = {"to": TEXTER, "from": HELPLINE, "body": "the words", "direction": "outbound-reply"}
    twilio.answer = listed("messages", entry("SM" + "1" * 32, timedelta(0), **reply))

    [sent] = telephone.texts_sent(NOON, 100)

    assert (sent.phone, sent.body, sent.at) == (TEXTER, "the words", NOON)
    assert twilio.seen[0][2]["From"] == [HELPLINE]


def test_calls_received_are_listed_with_how_they_ended(
    twilio: Twilio, telephone: TwilioTelephone
) -> None:
    twilio.answer = listed(
        "calls",
        inbound(CALL, timedelta(minutes=1), status="completed"),
        inbound("CA" + "2" * 32, timedelta(minutes=1), direction="outbound-api"),
    )

    [call] = telephone.calls_received(NOON, NOON + timedelta(minutes=5), 100)

    assert (call.sid, call.phone, call.status) == (CALL, TEXTER, "completed")
    assert twilio.seen[0][2]["To"] == [HELPLINE]


@pytest.mark.parametrize("answer", [None, (500, {"message": "no"}), (429, {}), (401, {})], ids=str)
def test_lists_that_cannot_be_had_are_asked_for_later(
    twilio: Twilio, telephone: TwilioTelephone, answer: tuple[int, Any] | None
) -> None:
    twilio.answer = answer

    for ask in (
        lambda: telephone.texts_received(NOON, NOON, 9),
        lambda: telephone.calls_received(NOON, NOON, 9),
        lambda: telephone.texts_sent(NOON, 9),
    ):
        with pytest.raises(TryLater):
            ask()


def test_the_words_of_a_text_are_taken_out_by_an_empty_body(
    telephone: TwilioTelephone, twilio: Twilio
) -> None:
    twilio.answer = (200, {"sid": "SM" + "2" * 32, "body": ""})

    telephone.redact("SM" + "2" * 32)

    [(method, path, fields)] = twilio.seen
    assert (method, path.rsplit("/", 1)[1]) == ("POST", f"SM{'2' * 32}.json")
    assert fields == {"Body": [""]}


def test_only_settled_texts_that_have_words_are_to_lose_them(
    telephone: TwilioTelephone, twilio: Twilio
) -> None:
    def listed(sid: str, status: str, body: str) -> dict[str, str]:
        at = format_datetime(NOON)
        told = {"status": status, "body": body, "date_created": at, "date_sent": at}
        return {"sid": sid, "direction": "inbound", **told}

    messages = [
        listed("SM1", "received", "hello"),
        listed("SM2", "received", ""),
        listed("SM3", "sending", "hello"),
    ]
    twilio.answer = (200, {"messages": messages, "page": 0, "page_size": 50})

    found = telephone.texts_with_words(NOON - timedelta(hours=1), NOON, 50)

    assert {each.sid for each in found} == {"SM1"}
    assert {next(iter(set(fields) & {"To", "From"})) for _, _, fields in twilio.seen} == {
        "To",
        "From",
    }


def now() -> datetime:
    return datetime.now(UTC)


@pytest.mark.parametrize("off", [timedelta(hours=1), timedelta(hours=-1), timedelta(0)])
def test_what_we_made_is_found_though_one_of_the_clocks_is_wrong(
    twilio: Twilio, off: timedelta
) -> None:
    """Twilio's answer is dated now; ours is off by an hour either way."""
    ours = TwilioTelephone(ACCOUNT, TOKEN, twilio.url, PUBLIC, HELPLINE, lambda: now() + off)
    leg = a_leg(phone=TEXTER, at=now() + off)
    text = replace(a_text(), created_at=now() + off)
    made, before = format_datetime(now()), format_datetime(now() - timedelta(minutes=20))
    mine = {"sid": CALL, "status": "ringing", "date_created": made, "body": "our words"}
    older = mine | {"sid": "CA" + "9" * 32, "date_created": before}

    twilio.answer = listed("calls", mine, older)
    assert ours.find_call(leg) == (CALL, "ringing")
    twilio.answer = listed("calls", older)
    assert ours.find_call(leg) is None
    twilio.answer = listed("messages", mine, older)
    assert ours.find_text(text, "our words") == (CALL, "ringing")


@pytest.mark.parametrize("off", [timedelta(hours=1), timedelta(hours=-1)])
def test_what_came_while_our_clock_is_wrong_is_listed_with_our_times(
    twilio: Twilio, off: timedelta
) -> None:
    ours = TwilioTelephone(ACCOUNT, TOKEN, twilio.url, PUBLIC, HELPLINE, lambda: now() + off)
    came = now() - timedelta(minutes=3)
    mine = {"sid": "SM" + "1" * 32, "from": TEXTER, "body": "CALL", "num_media": "0"}
    mine |= {"direction": "inbound", "date_created": format_datetime(came), "status": "received"}
    twilio.answer = listed("messages", mine)

    for _ in range(2):
        found = ours.texts_received(now() + off - timedelta(minutes=10), now() + off, 50)

        assert [each.sid for each in found] == ["SM" + "1" * 32]
        assert abs(found[0].at - (came + off)) < timedelta(minutes=1)
    asked = [fields["DateSent>"][0] for _, _, fields in twilio.seen]
    assert len(asked) == 3  # once more, as only the first answer told how Twilio's clock goes


def test_a_store_that_is_away_keeps_no_answer_of_twilios_from_us(twilio: Twilio) -> None:
    def away() -> datetime:
        raise StoreUnavailable("away")

    ours = TwilioTelephone(ACCOUNT, TOKEN, twilio.url, PUBLIC, HELPLINE, away)
    twilio.answer = listed("calls", entry(CALL, timedelta(seconds=1)))

    assert ours.find_call(a_leg(phone=TEXTER)) == (CALL, "ringing")


def test_a_dial_asks_no_clock(twilio: Twilio) -> None:
    asked: list[int] = []
    ours = TwilioTelephone(
        ACCOUNT, TOKEN, twilio.url, PUBLIC, HELPLINE, lambda: asked.append(1) or now()
    )

    ours.dial(a_leg(phone=TEXTER), ring_s=20)

    assert asked == []
