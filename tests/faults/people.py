"""Simulated people as Twilio carries them to the helpline: signed webhooks, nothing else.

Knows what a person sent and what came back; of the code inside it knows nothing.
"""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import phonenumbers
import urllib3
from phonenumbers import PhoneNumberType
from twilio.request_validator import RequestValidator

HELPLINE = "+18009151270"
ACCOUNT = "AC" + "f0" * 16
TOKEN = "fa17" * 8  # pragma: allowlist secret
# What the words say when a request is kept; nothing else counts as an acknowledgement.
SAYS_SAVED = ("Saved.", "Your call is already saved", "OK. A person calls")

ORDINARY = (PhoneNumberType.FIXED_LINE_OR_MOBILE, PhoneNumberType.MOBILE)
SPECIALISTS = 646
"""The area code of the demo's own specialists."""


@lru_cache
def numbers() -> tuple[str, ...]:
    """Every number in the US that is kept free for plays: NXX-555-0100 to 0199."""
    ordinary = []
    for area in range(201, 990):
        first = phonenumbers.parse(f"+1{area}5550100")
        here = phonenumbers.region_code_for_number(first) in ("US", "PR")
        if here and phonenumbers.number_type(first) in ORDINARY and area != SPECIALISTS:
            ordinary.append(area)
    return tuple(f"+1{area}55501{n:02}" for n in range(100) for area in ordinary)


@dataclass(frozen=True)
class Seen:
    """What came back from one webhook; status 0: nothing did, and `error` says why."""

    path: str
    status: int = 0
    body: bytes = b""
    outcome: str = ""
    took_s: float = 0.0
    error: str = ""
    sent_at: float = 0.0
    """When it was sent, by the monotonic clock; 0.0 where nobody knows."""

    @property
    def words(self) -> str:
        """Everything a person would read or hear."""
        document = self.document
        return " ".join(" ".join(document.itertext()).split()) if document is not None else ""

    @property
    def document(self) -> ET.Element | None:
        """The TwiML, if that is what it is."""
        try:
            return ET.fromstring(self.body) if self.status == 200 else None
        except ET.ParseError:
            return None

    @property
    def is_acknowledged(self) -> bool:
        """Whether the person was told that their request is kept."""
        return any(says in self.words for says in SAYS_SAVED)

    def target(self, *verbs: str) -> str:
        """Where the first of these verbs leads next, "" if there is none."""
        document = self.document
        for verb in document.iter() if document is not None else ():
            if verb.tag in verbs:
                return verb.get("action") or verb.text or ""
        return ""


@dataclass
class Line:
    """Carries webhooks as Twilio does: signed over the public address, given up after 15 s."""

    port: int
    seen: list[Seen] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._signer = RequestValidator(TOKEN)
        self._pool = urllib3.PoolManager(num_pools=4, maxsize=64, retries=False)

    def post(self, path: str, fields: Mapping[str, str]) -> Seen:
        """Send one webhook and keep what came back."""
        form = {"AccountSid": ACCOUNT, "ApiVersion": "2010-04-01", **fields}
        url = f"http://127.0.0.1:{self.port}{path}"
        headers = {
            "X-Twilio-Signature": self._signer.compute_signature(url, form),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        began = time.monotonic()
        try:
            got = self._pool.request(
                "POST", url, body=urlencode(form), headers=headers, timeout=15.0, redirect=False
            )
        except urllib3.exceptions.HTTPError as error:
            took_s, why = time.monotonic() - began, type(error).__name__
            seen = Seen(path, took_s=took_s, error=why, sent_at=began)
        else:
            outcome = got.headers.get("X-Helpline-Outcome", "")
            took_s = time.monotonic() - began
            seen = Seen(path, got.status, got.data, outcome, took_s, sent_at=began)
        self.seen.append(seen)
        return seen

    def text(self, phone: str, body: str, sid: str = "") -> Seen:
        """One text message."""
        return self.post("/sms/inbound", a_text(phone, body, sid))

    def call_and_press_5(self, phone: str) -> Seen:
        """One call: the menu, 5, and hanging up; returns what was heard after the 5."""
        ringing = a_call(phone)
        menu = self.post("/voice/inbound", ringing)
        answer = menu
        if next_step := menu.target("Gather"):
            answer = self.post(next_step, {**ringing, "Digits": "5"})
        self.post("/voice/status", {**ringing, "CallStatus": "completed"})
        return answer


def a_text(phone: str, body: str, sid: str = "") -> dict[str, str]:
    """The fields of a text that came in."""
    sid = sid or "SM" + secrets.token_hex(16)
    return {"MessageSid": sid, "From": phone, "To": HELPLINE, "Body": body, "NumMedia": "0"}


def a_call(phone: str, sid: str = "") -> dict[str, str]:
    """The fields of a call that came in."""
    return {
        "CallSid": sid or "CA" + secrets.token_hex(16),
        "From": phone,
        "To": HELPLINE,
        "CallStatus": "in-progress",
        "Direction": "inbound",
    }
