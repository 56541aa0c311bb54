"""Twilio's REST side for fault tests, and the phones behind it: it keeps its own record of every
call and text it was asked for, and can be told to misbehave.

Every phone it rings is answered and presses 1; the person hangs up after a moment. Lives in the
test's own process, so nothing that is killed takes its record along.
"""

import json
import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.faults.checker import Dial
from tests.faults.incoming import Incoming
from tests.faults.people import HELPLINE, Line

HANG_S = 10.5
"""Longer than the service waits."""
OVER = ("completed", "busy", "failed", "no-answer", "canceled")


@dataclass
class Ring:
    """One call Twilio was asked to place."""

    to: str
    url: str
    report_to: str
    sid: str = field(default_factory=lambda: "CA" + secrets.token_hex(16))
    made_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    taken_at: float = field(default_factory=time.monotonic)
    status: str = "queued"
    pressed_at: float = 0.0
    room: str = ""
    ended: threading.Event = field(default_factory=threading.Event)
    led_to: str = ""

    @property
    def for_person(self) -> bool:
        """Whether it is the phone of whoever asked to be called."""
        return self.url.endswith("-p")


Trouble = Callable[[str, dict[str, str]], str]
"""Told the resource and the form of a POST: "", "429", "500", "500 after", "hang after", or the
number of a Twilio error."""


class Exchange:
    """The REST API on a port of its own. `line` is set once the helpline listens."""

    def __init__(self) -> None:
        self.rings: list[Ring] = []
        self.texts: list[dict[str, str]] = []
        self.incoming = Incoming()
        self.trouble: Trouble = lambda resource, form: ""
        self.troubles: dict[str, int] = {}
        self.fate_of: Callable[[dict[str, str]], str] = lambda text: ""
        """What is reported of a text: "" nothing, or a status and a code, "failed 30036"."""
        self.silent_about: Callable[[Ring], bool] = lambda ring: False
        self.queued_s: Callable[[Ring], float] = lambda ring: 0.0
        """How long a call stays in Twilio's own queue before anything is heard of it."""
        self.line: Line | None = None
        self.clock_off = timedelta()
        """How far Twilio's clock is ahead of ours."""
        self.talk_s = 0.05
        self._lock = threading.Lock()
        self._phones = ThreadPoolExecutor(64)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        """Hang up everything and stop listening."""
        for ring in list(self.rings):
            ring.ended.set()
        self._server.shutdown()
        self._server.server_close()
        self._phones.shutdown(wait=False, cancel_futures=True)

    def dials(self, *, to_people: bool = True) -> list[Dial]:
        """Every call accepted to people, or to specialists."""
        with self._lock:
            people = [r for r in self.rings if r.for_person is to_people]
            return [Dial(r.to, r.url, max(r.taken_at, r.pressed_at)) for r in people]

    def reached(self, phone: str) -> bool:
        """Whether this phone was answered and joined in a room."""
        with self._lock:
            return any(r.to == phone and r.room for r in self.rings if r.for_person)

    def post(self, resource: str, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Create or update something; a trouble may come before or after."""
        trouble = self.trouble(resource, form)
        if trouble:
            with self._lock:
                self.troubles[trouble] = self.troubles.get(trouble, 0) + 1
        if trouble and not trouble.endswith("after"):
            return _refusal(trouble)
        answer = self._take(resource, form)
        if trouble == "hang after":
            time.sleep(HANG_S)
        return (500, {"code": 20500, "message": "?", "status": 500}) if trouble else answer

    def get(self, resource: str, query: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """List or fetch."""
        if query.get("To") == HELPLINE and resource in ("Messages", "Calls"):
            return 200, self.incoming.listed(resource, query)
        with self._lock:
            if resource == "Calls":
                wanted = [r for r in reversed(self.rings) if query.get("To", r.to) == r.to]
                return 200, {"calls": [self._shown(r) for r in wanted[:50]], "next_page_uri": None}
            if resource == "Messages":
                found = [t for t in reversed(self.texts) if query.get("To", t["to"]) == t["to"]]
                return 200, {"messages": found[:50], "next_page_uri": None}
            kind, _, sid = resource.partition("/")
            ring = next((r for r in self.rings if r.sid == sid), None)
        return (200, self._shown(ring)) if ring and kind == "Calls" else _refusal("20404")

    def _take(self, resource: str, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        if resource == "Calls":
            ring = Ring(form["To"], form["Url"], form["StatusCallback"])
            with self._lock:
                self.rings.append(ring)
            self._phones.submit(self._play, ring)
            return 201, self._shown(ring)
        if resource == "Messages":
            return 201, self._keep_text(form)
        ring = next((r for r in self.rings if resource == f"Calls/{r.sid}"), None)
        if ring is None or ring.status in OVER:
            return _refusal("21220")
        ring.led_to = form.get("Url", "")
        ring.ended.set()
        return 200, self._shown(ring)

    def _keep_text(self, form: dict[str, str]) -> dict[str, str]:
        now = self.dated(datetime.now(UTC))
        text = {"sid": "SM" + secrets.token_hex(16), "to": form["To"], "body": form["Body"]}
        text |= {"status": "sent", "date_created": now, "from": HELPLINE}
        text |= {"report_to": form["StatusCallback"], "good_for_s": form["ValidityPeriod"]}
        with self._lock:
            self.texts.append(text)
        if fate := self.fate_of(text):
            self._phones.submit(self._report_text, text, *fate.split())
        return text

    def _report_text(self, text: dict[str, str], status: str, code: str) -> None:
        parts = urlsplit(text["report_to"])
        text["status"] = status
        fields = {"MessageSid": text["sid"], "MessageStatus": status, "ErrorCode": code}
        if self.line is not None:
            self.line.post(f"{parts.path}?{parts.query}", fields | {"To": text["to"]})

    def dated(self, moment: datetime) -> str:
        """The moment as Twilio's own clock shows it."""
        return format_datetime((moment + self.clock_off).astimezone(UTC), usegmt=True)

    def _shown(self, ring: Ring) -> dict[str, Any]:
        return {
            "sid": ring.sid, "to": ring.to, "from": HELPLINE, "status": ring.status,
            "date_created": self.dated(ring.made_at), "start_time": None,
        }  # fmt: skip

    def _play(self, ring: Ring) -> None:
        try:
            ring.ended.wait(self.queued_s(ring))
            self._talk(ring)
        finally:
            self._report(ring, "completed")

    def _talk(self, ring: Ring) -> None:
        """Answer, press 1, stay in the room until the other has gone or the person hangs up."""
        self._report(ring, "initiated")
        self._report(ring, "ringing")
        self._report(ring, "in-progress")
        words = self._ask(ring, ring.url)
        after = self._ask(ring, words.target("Gather"), Digits="1") if words else None
        ring.pressed_at = time.monotonic()
        if after is None or not after.target("Conference"):
            return
        ring.room = after.target("Conference")
        if ring.for_person:
            time.sleep(self.talk_s)
            for other in [r for r in self.rings if r.room == ring.room and r is not ring]:
                other.ended.set()
            return
        ring.ended.wait(600)
        if ring.led_to:
            self._ask(ring, ring.led_to)
        else:
            self._ask(ring, after.target("Dial"))

    def _ask(self, ring: Ring, url: str, **more: str) -> Any:
        if not url or self.line is None:
            return None
        parts = urlsplit(url)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        seen = self.line.post(path, {**_leg_fields(ring), **more})
        return seen if seen.document is not None else None

    def _report(self, ring: Ring, status: str) -> None:
        ring.status = status if status != "initiated" else "queued"
        if not self.silent_about(ring):
            self._ask(ring, ring.report_to, CallStatus=status)


def _leg_fields(ring: Ring) -> dict[str, str]:
    status = ring.status if ring.status != "queued" else "ringing"
    return {
        "CallSid": ring.sid, "From": HELPLINE, "To": ring.to,
        "CallStatus": status, "Direction": "outbound-api",
    }  # fmt: skip


def _refusal(trouble: str) -> tuple[int, dict[str, Any]]:
    if trouble in ("429", "500"):
        code = {"429": 20429, "500": 20500}[trouble]
        return int(trouble), {"code": code, "message": "?", "status": int(trouble)}
    status = {"20003": 401, "20404": 404}.get(trouble, 400)
    return status, {"code": int(trouble), "message": "?", "status": status}


def _handler(exchange: Exchange) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            if len(body) < length:
                return  # whoever asked was killed in the middle of it
            form = parse_qs(body.decode(), keep_blank_values=True)
            self._answer(*exchange.post(self._resource(), {k: v[0] for k, v in form.items()}))

        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query)
            self._answer(*exchange.get(self._resource(), {k: v[0] for k, v in query.items()}))

        def _resource(self) -> str:
            path = urlsplit(self.path).path
            return path.partition("/Accounts/")[2].partition("/")[2].removesuffix(".json")

        def _answer(self, status: int, body: dict[str, Any]) -> None:
            content = json.dumps(body).encode()
            try:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            except OSError:
                pass  # whoever asked has gone

        def date_time_string(self, timestamp: float | None = None) -> str:
            return exchange.dated(datetime.now(UTC))

        def log_message(self, *said: Any) -> None:
            pass

    return Handler
