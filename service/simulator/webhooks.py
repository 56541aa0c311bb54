"""Sends the requests Twilio sends: form-encoded, signed over the public URL.

Knows addresses and signatures; what the parameters mean and what to do with the
answer is for others. Only loopback is ever reached.
"""

import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urldefrag, urlencode, urlsplit

import urllib3
from twilio.request_validator import RequestValidator

from service.simulator.faults import Fault, Faults
from service.simulator.options import Options
from service.simulator.wire import Wire

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
MAX_ANSWER_BYTES = 64 * 1024
AGENT = "TwilioProxy/1.1"


class WebhookFailed(Exception):
    """No usable answer came; `code` is Twilio's error code."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    content_type: str
    headers: Mapping[str, str]


class Webhooks:
    def __init__(self, options: Options, wire: Wire, faults: Faults) -> None:
        self._options = options
        self._wire = wire
        self._faults = faults
        self._validator = RequestValidator(options.auth_token)
        self._pool = urllib3.PoolManager(num_pools=8, maxsize=64, retries=False)

    def ask(self, url: str, params: Mapping[str, str], method: str = "POST") -> Answer:
        """Send one signed request; raises WebhookFailed unless a 2xx comes in time."""
        fault = self._faults.for_webhook(url, params)
        if fault and fault.delay_s:
            time.sleep(fault.delay_s)
        return self.deliver(url, params, method, fault)

    def deliver(
        self, url: str, params: Mapping[str, str], method: str, fault: Fault | None
    ) -> Answer:
        """As `ask`, with trouble that was ordered for this very request."""
        url = urldefrag(url).url
        if fault and fault.drop:
            raise WebhookFailed(11205, "HTTP connection failure (ordered by a test)")
        token = str(uuid.uuid4())
        for _ in range(fault.repeat - 1 if fault else 0):
            self._send(url, params, method, token)
        answer = self._send(url, params, method, token)
        if not 200 <= answer.status < 300:
            raise WebhookFailed(11200, f"HTTP retrieval failure: {answer.status}")
        return answer

    def _send(self, url: str, params: Mapping[str, str], method: str, token: str) -> Answer:
        if method == "GET" and params:
            url = f"{url}{'&' if '?' in url else '?'}{urlencode(params)}"
        form = dict(params) if method == "POST" else {}
        headers = {
            "Host": urlsplit(url).netloc,
            "User-Agent": AGENT,
            "Accept": "*/*",
            "X-Twilio-Signature": self._validator.compute_signature(url, form),
            "I-Twilio-Idempotency-Token": token,
        }
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8"
        started = time.monotonic()
        status, answer_headers = 0, {}
        try:
            answer = self._exchange(method, self._address(url), urlencode(form), headers)
            status, answer_headers = answer.status, dict(answer.headers)
            return answer
        finally:
            ms = (time.monotonic() - started) * 1000
            self._wire.note(
                "webhook",
                method,
                url,
                status,
                signed=bool(headers["X-Twilio-Signature"]),
                ms=ms,
                params=params,
                response_headers=answer_headers,
            )

    def _exchange(self, method: str, address: str, body: str, headers: dict[str, str]) -> Answer:
        limit = urllib3.Timeout(connect=5.0, read=self._options.webhook_timeout_s)
        try:
            reply = self._pool.request(
                method,
                address,
                body=body if method == "POST" else None,
                headers=headers,
                timeout=limit,
                redirect=False,
                preload_content=False,
            )
            content = reply.read(MAX_ANSWER_BYTES + 1, decode_content=True)
            reply.release_conn()
        except urllib3.exceptions.TimeoutError as error:
            raise WebhookFailed(11205, "HTTP connection failure: no answer in time") from error
        except urllib3.exceptions.HTTPError as error:
            raise WebhookFailed(11205, "HTTP connection failure") from error
        if len(content) > MAX_ANSWER_BYTES:
            reply.close()
            raise WebhookFailed(11750, "TwiML response body too large")
        kind = reply.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return Answer(reply.status, content.decode("utf-8", "replace"), kind, reply.headers)

    def _address(self, url: str) -> str:
        """Where a public URL is really to be found on this machine."""
        base = self._options.signed_url
        if url == base or url.startswith((base + "/", base + "?")):
            return self._options.webhook_url + url[len(base) :]
        if urlsplit(url).hostname in LOOPBACK:
            return url
        raise WebhookFailed(11210, "HTTP bad host name: outside this computer")
