"""A tiny service on the other side of the wire, and a driver for the simulator.

The stand-in answers each path with what a test put there and keeps every request,
with whether twilio's own validator accepts its signature.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
from flask import Flask, Response, request
from twilio.http import HttpClient
from twilio.http.response import Response as TwilioResponse
from twilio.request_validator import RequestValidator
from twilio.rest import Client
from werkzeug.serving import make_server

from service.simulator.events import HungUp
from service.simulator.exchange import build_exchange
from service.simulator.main import make_server_for
from service.simulator.options import Options

SID = "AC" + "a1" * 16
TOKEN = "stand-in-token"
HELPLINE = "+18009151270"
TEXTER = "+12125550142"
CALLER = "+13105550117"
FIRST = "+16465550101"
SECOND = "+16465550102"
PUBLIC = "https://helpline.example.org"


def until(true: Callable[[], Any], what: str = "", seconds: float = 30.0) -> Any:
    """Wait for a condition; returns its first true value."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := true():
            return value
        time.sleep(0.005)
    raise AssertionError(f"did not happen in {seconds} s: {what or true}")


@dataclass(frozen=True)
class Request:
    path: str
    method: str
    fields: dict[str, str]
    headers: dict[str, str]
    genuine: bool


Reply = str | tuple[str, int] | tuple[str, int, dict[str, str]]


@dataclass
class StandIn:
    """What the other side answers, by path; unknown paths get an empty document."""

    replies: dict[str, Reply | Callable[[dict[str, str]], Reply]] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)

    def at(self, path: str) -> list[Request]:
        return [one for one in self.requests if one.path == path]

    def says(self, path: str, verbs: str) -> None:
        self.replies[path] = f"<Response>{verbs}</Response>"

    def waits_for(self, path: str, count: int = 1) -> Request:
        until(lambda: len(self.at(path)) >= count, f"{count} request(s) to {path}")
        return self.at(path)[count - 1]

    def app(self) -> Flask:
        app = Flask("stand_in")
        validator = RequestValidator(TOKEN)

        @app.route("/<path:path>", methods=["GET", "POST"])
        def answer(path: str) -> Response:
            fields = request.values.to_dict()
            query = request.query_string.decode()
            url = f"{PUBLIC}/{path}" + (f"?{query}" if query else "")
            signature = request.headers.get("X-Twilio-Signature", "")
            genuine = bool(validator.validate(url, request.form, signature))
            self.requests.append(
                Request(f"/{path}", request.method, fields, dict(request.headers), genuine)
            )
            reply = self.replies.get(f"/{path}", "<Response/>")
            reply = reply(fields) if callable(reply) else reply
            body, status, headers = (*(reply if isinstance(reply, tuple) else (reply,)), 200, {})[
                :3
            ]
            return Response(
                body,
                status if isinstance(status, int) else 200,
                headers if isinstance(headers, dict) else {},
                mimetype="text/xml",
            )

        return app


class Loopback(HttpClient):
    """Sends what twilio's client would send to Twilio to the simulator instead."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.timeout = 30.0
        # Reading a bundle of certificates takes longer than the test; here is none to check.
        self.http = httpx.Client(verify=False)

    def request(
        self,
        method: str,
        url: str,
        params: Any = None,
        data: Any = None,
        headers: Any = None,
        auth: Any = None,
        timeout: Any = None,
        allow_redirects: bool = False,
    ) -> TwilioResponse:
        url = url.replace("https://api.twilio.com", self.base)
        pairs = [(k, v) for k, v in (params or {}).items() if v is not None]
        answer = self.http.request(
            method,
            url,
            params=pairs or None,
            data=data,
            headers=headers,
            auth=auth,
            timeout=timeout or self.timeout,
        )
        return TwilioResponse(answer.status_code, answer.text)


class Simulation:
    """The simulator and its other side, both on ports of their own."""

    def __init__(self, speed: float = 40.0, **more: Any) -> None:
        self.service = StandIn()
        self._other = make_server("127.0.0.1", 0, self.service.app(), threaded=True)
        options = Options(
            account_sid=SID,
            auth_token=TOKEN,
            public_url=PUBLIC,
            speed=speed,
            webhook_url=f"http://127.0.0.1:{self._other.port}",
            **more,
        )
        self.exchange = build_exchange(options)
        self._server = make_server_for(self.exchange, 0)
        self.base = f"http://127.0.0.1:{self._server.port}"
        self.http = httpx.Client(base_url=self.base, verify=False)
        self.twilio = Client(SID, TOKEN, http_client=Loopback(self.base))
        for server in (self._other, self._server):
            threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        for sid in list(self.exchange.legs):
            self.exchange.tell(sid, HungUp("api"))
        self.http.close()
        self._server.shutdown()
        self._other.shutdown()

    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = self.http.get("/simulator/state").json()
        return state

    def phone(self, number: str) -> dict[str, Any]:
        return next(phone for phone in self.state()["phones"] if phone["number"] == number)

    def call_of(self, number: str) -> dict[str, Any]:
        """The call on this phone as its person sees it; empty when there is none."""
        return self.phone(number)["call"] or {}

    def story(self, sid: str) -> dict[str, Any]:
        story: dict[str, Any] = self.http.get(f"/simulator/calls/{sid}").json()
        return story

    def does(self, number: str, deed: str, **wish: Any) -> str:
        answer = self.http.post(f"/simulator/phones/{number}/{deed}", json=wish)
        assert answer.status_code == 202, answer.text
        return str(answer.json().get("sid", ""))

    def dials(self, number: str = CALLER) -> str:
        return self.does(number, "call")

    def hears(self, number: str, words: str) -> None:
        until(
            lambda: any(words in one["text"] for one in self.call_of(number).get("heard", ())),
            f"{number} hears {words!r}",
        )

    def is_asked(self, number: str) -> dict[str, Any]:
        """Wait until the phone may answer a Gather or a Record."""
        found: dict[str, Any] = until(lambda: self.call_of(number).get("expects"), "a question")
        return found

    def rings(self, number: str) -> None:
        until(lambda: self.call_of(number).get("direction") == "incoming", f"{number} rings")

    def ended(self, sid: str) -> dict[str, Any]:
        over = ("completed", "busy", "no-answer", "failed", "canceled")
        until(lambda: self.story(sid)["status"] in over, "the call's end")
        return self.story(sid)
