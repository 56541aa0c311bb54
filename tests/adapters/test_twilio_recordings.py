"""Fetching one recording: from our own account's address, bounded, and checked."""

import base64
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from service.adapters import twilio_recordings
from service.adapters.twilio_recordings import MOST_BYTES, TwilioRecordings
from service.domain.errors import RefusedByCarrier, TryLater, UnknownToCarrier
from tests.builders import ACCOUNT, TOKEN
from tests.sounds import an_mp3

SID = "RE" + "1" * 32
SOUND = an_mp3() * 40
Answers = Callable[[BaseHTTPRequestHandler], None]


class Twilio:
    """Answers as the test wants, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.answers: Answers = says(200, SOUND)
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append((self.path, self.headers.get("Authorization", "")))
                outer.answers(self)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def says(status: int, body: bytes, kind: str = "audio/mpeg", **headers: str) -> Answers:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        try:
            handler.wfile.write(body)
        except OSError:
            return  # it was too large, and nobody listens any more

    return answer


def breaks_off(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "audio/mpeg")
    handler.send_header("Content-Length", str(len(SOUND) * 2))
    handler.end_headers()
    handler.wfile.write(SOUND)
    handler.connection.close()


@pytest.fixture
def twilio() -> Iterator[Twilio]:
    playing = Twilio()
    yield playing
    playing.server.shutdown()
    playing.server.server_close()


@pytest.fixture
def recordings(twilio: Twilio) -> TwilioRecordings:
    return TwilioRecordings(ACCOUNT, TOKEN, twilio.url)


def test_it_is_asked_for_by_its_sid_with_our_own_credentials(
    recordings: TwilioRecordings, twilio: Twilio
) -> None:
    sound = recordings.fetch(SID)

    assert sound == SOUND
    credentials = base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
    assert twilio.asked == [
        (f"/2010-04-01/Accounts/{ACCOUNT}/Recordings/{SID}.mp3", f"Basic {credentials}")
    ]


@pytest.mark.parametrize(
    "sid", ["", "RE1", "CA" + "1" * 32, f"{SID}/../x", f"{SID}\n", "RE" + "." * 32]
)
def test_what_is_no_recording_sid_is_never_asked_for(
    recordings: TwilioRecordings, twilio: Twilio, sid: str
) -> None:
    with pytest.raises(UnknownToCarrier):
        recordings.fetch(sid)
    assert twilio.asked == []


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        (says(404, b"{}", "application/json"), UnknownToCarrier),
        (says(401, b"{}", "application/json"), TryLater),
        (says(500, b"oops", "text/plain"), TryLater),
        (says(429, b"", "text/plain"), TryLater),
        (says(302, b"", Location="https://example.org/"), TryLater),
        (says(200, b"<html>", "text/html"), RefusedByCarrier),
        (says(200, SOUND, "application/octet-stream"), RefusedByCarrier),
        (says(200, bytes(MOST_BYTES + 1)), RefusedByCarrier),
        (breaks_off, TryLater),
    ],
)
def test_anything_but_a_sound_of_a_fair_size_is_refused(
    recordings: TwilioRecordings, twilio: Twilio, answers: Answers, error: type[Exception]
) -> None:
    twilio.answers = answers

    with pytest.raises(error) as refused:
        recordings.fetch(SID)

    assert type(refused.value) is error
    assert len(twilio.asked) == 1
    assert TOKEN not in str(refused.value)


def test_a_sound_that_trickles_is_given_up(
    recordings: TwilioRecordings, twilio: Twilio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(twilio_recordings, "ALL_OF_IT_S", -1.0)

    with pytest.raises(TryLater):
        recordings.fetch(SID)


def test_twilio_away_is_for_later() -> None:
    with pytest.raises(TryLater):
        TwilioRecordings(ACCOUNT, TOKEN, "http://127.0.0.1:1").fetch(SID)
