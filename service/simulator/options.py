"""What the simulator is told when it starts, and how a command line says it.

Knows nothing of calls or texts. Secrets come from the environment, so that no
command line shows them.
"""

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

DEFAULT_PHONES = (
    ("Texter", "+12125550142"),
    ("Caller", "+13105550117"),
    ("Specialist 1", "+16465550101"),
    ("Specialist 2", "+16465550102"),
)
# They appear when they are rung, as in a crisis.
RUNG_PHONES = (("Supervisor", "+16465550103"), ("Admin", "+16465550104"))
DEMO_ACCOUNT = "AC" + "0" * 32


@dataclass(frozen=True)
class Options:
    """`speed` 20 makes every wait twenty times shorter than in life."""

    account_sid: str = DEMO_ACCOUNT
    auth_token: str = field(default="", repr=False)
    webhook_url: str = "http://127.0.0.1:8000"
    public_url: str = ""
    number: str = "+18009151270"
    port: int = 8001
    speed: float = 1.0
    phones: tuple[tuple[str, str], ...] = DEFAULT_PHONES
    webhook_timeout_s: float = 15.0

    @property
    def signed_url(self) -> str:
        """The base that is signed: the address Twilio would have been given."""
        return (self.public_url or self.webhook_url).rstrip("/")


def parse_options(words: Sequence[str], environ: Mapping[str, str] = os.environ) -> Options:
    """Read a command line; the two credentials fall back to the environment."""
    said = _parser().parse_args(words)
    token = said.auth_token or environ.get("TWILIO_AUTH_TOKEN", "")
    return Options(
        account_sid=said.account_sid or environ.get("TWILIO_ACCOUNT_SID", DEMO_ACCOUNT),
        # While tokens are being rotated the variable holds several; the first one signs.
        auth_token=token.split(",")[0].strip(),
        webhook_url=said.webhook_url.rstrip("/"),
        public_url=said.public_url.rstrip("/"),
        number=said.number,
        port=said.port,
        speed=said.speed,
        phones=tuple(said.phone) or DEFAULT_PHONES,
        webhook_timeout_s=said.webhook_timeout,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="simulator", description="A pretend Twilio with phones.")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--webhook-url", default="http://127.0.0.1:8000")
    parser.add_argument("--public-url", default="")
    parser.add_argument("--account-sid", default="")
    parser.add_argument("--auth-token", default="")
    parser.add_argument("--number", default="+18009151270")
    parser.add_argument("--speed", type=_positive, default=1.0)
    parser.add_argument("--webhook-timeout", type=_positive, default=15.0)
    parser.add_argument("--phone", type=_labelled, action="append", default=[])
    return parser


def _labelled(text: str) -> tuple[str, str]:
    label, equals, number = text.partition("=")
    if not equals or not number.startswith("+") or not number[1:].isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is not LABEL=+1…")
    return label.strip(), number


def _positive(text: str) -> float:
    number = float(text)
    if number <= 0:
        raise argparse.ArgumentTypeError("must be more than 0")
    return number
