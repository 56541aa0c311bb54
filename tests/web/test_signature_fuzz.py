"""Forged webhooks against genuine ones, behind 24 kinds of proxy: no forged one is let in, no
genuine one is kept out, nothing makes the service fail. 20,000 of them, 1,000,000 with LONG=1.

A "forged" request is one that Twilio did not sign as it arrives: something of a genuine one changed
after it was signed, or it was signed with another token, over another address, for another account.
"""

import base64
import io
import random
import string
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import product
from urllib.parse import urlencode

import pytest
from flask import Flask
from twilio.request_validator import RequestValidator

from service.app import create
from service.settings import load_settings
from tests.builders import ACCOUNT, TEXTER, TOKEN
from tests.faults.scale import LONG

FORGED, GENUINE = (1_000_000, 10_000) if LONG else (20_000, 500)
HOST = "https://helpline.example.org"
OLD_TOKEN = "the-token-that-is-being-rotated-out"
FORM = "application/x-www-form-urlencoded"
SIGNS = f"{string.ascii_letters}{string.digits} +&=%;?/#\t\r\n\"'<>ñ¿€💀\u202e"


@dataclass(frozen=True)
class Proxy:
    """What a proxy in front makes of a request; the signature knows the public URL only."""

    prefix: str
    hands_on: str
    host: str
    tells: str

    def environ(self) -> dict[str, str]:
        told = {
            "nothing": {},
            "the truth": {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_HOST": HOST[8:]},
            "lies": {
                "HTTP_X_FORWARDED_PROTO": "ftp",
                "HTTP_X_FORWARDED_HOST": "evil.example.com",
                "HTTP_X_FORWARDED_PORT": "1",
                "HTTP_X_FORWARDED_PREFIX": "/evil",
                "HTTP_X_ORIGINAL_URL": "/console/",
            },
        }[self.tells]
        return {"HTTP_HOST": self.host, "wsgi.url_scheme": self.hands_on, **told}


PROXIES = [
    Proxy(*each)
    for each in product(
        ("", "/helpline"),
        ("http", "https"),
        ("127.0.0.1:8000", "evil.example.com"),
        ("nothing", "the truth", "lies"),
    )
]


@dataclass(frozen=True)
class Webhook:
    """A request as it arrives: `pairs` in order, one name perhaps twice."""

    target: str
    pairs: tuple[tuple[str, str], ...]
    signature: str = ""
    query: str = field(default="")

    def signed(self, url: str, token: str = TOKEN) -> "Webhook":
        address = url + self.target + (f"?{self.query}" if self.query else "")
        made = RequestValidator(token).compute_signature(address, dict(self.pairs))
        return replace(self, signature=made)


Forgery = Callable[[random.Random, Webhook, str], Webhook]


def some_text(dice: random.Random, longest: int = 40) -> str:
    return "".join(dice.choice(SIGNS) for _ in range(dice.randint(0, longest)))


def a_webhook(dice: random.Random, url: str) -> Webhook:
    """Genuine: whatever Twilio may send, fields it may add some day among them."""
    fields = {
        "MessageSid": f"SM{dice.getrandbits(128):032x}",
        "AccountSid": ACCOUNT,
        "MessageStatus": dice.choice(("sent", "delivered", "undelivered")),
        "From": TEXTER,
        "Body": some_text(dice, 160),
    }
    for number in range(dice.choices((0, 3, 94), (40, 20, 1))[0]):
        fields[f"Added{number}"] = some_text(dice, 20)
    pairs = list(fields.items())
    dice.shuffle(pairs)
    query = dice.choice(("", "a=1", "text=&reply=none", "x=%20%C3%B1"))
    token = dice.choice((TOKEN, OLD_TOKEN))
    return Webhook("/sms/status", tuple(pairs), query=query).signed(url, token)


def with_pair(webhook: Webhook, number: int, *pairs: tuple[str, str]) -> Webhook:
    kept = webhook.pairs
    return replace(webhook, pairs=(*kept[:number], *pairs, *kept[number + 1 :]))


def another_value(dice: random.Random, webhook: Webhook, _: str) -> Webhook:
    number = dice.randrange(len(webhook.pairs))
    name, value = webhook.pairs[number]
    at = dice.randint(0, len(value))
    changed = value[:at] + dice.choice("xyz ~") + value[at + dice.randint(0, 1) :]
    return with_pair(webhook, number, (name, changed if changed != value else value + "!"))


def a_field_less(dice: random.Random, webhook: Webhook, _: str) -> Webhook:
    return with_pair(webhook, dice.randrange(len(webhook.pairs)))


def a_field_more(dice: random.Random, webhook: Webhook, _: str) -> Webhook:
    return replace(webhook, pairs=(*webhook.pairs, ("Extra", some_text(dice) + "x")))


def a_field_twice(dice: random.Random, webhook: Webhook, _: str) -> Webhook:
    name, value = dice.choice(webhook.pairs)
    return replace(webhook, pairs=(*webhook.pairs, (name, dice.choice((value, "other")))))


def a_field_of_another_case(dice: random.Random, webhook: Webhook, _: str) -> Webhook:
    number = dice.randrange(len(webhook.pairs))
    name, value = webhook.pairs[number]
    return with_pair(webhook, number, (name.swapcase(), value))


def another_query(dice: random.Random, webhook: Webhook, _: str) -> Webhook:
    return replace(webhook, query=webhook.query + dice.choice(("&b=2", "&", "%20", "&text=1")))


def a_signature_of_its_own(dice: random.Random, webhook: Webhook, _: str) -> Webhook:
    made = base64.b64encode(dice.randbytes(20)).decode()
    kept = webhook.signature
    at = dice.randrange(len(kept) - 1)
    other = "A" if kept[at] != "A" else "B"
    nearly = kept[:at] + other + kept[at + 1 :]
    cut = kept[: dice.randrange(len(kept))]
    odd = dice.choice(("", " ", "=", "null", "ñ", "A" * 5000, kept + "=", kept.swapcase()))
    return replace(webhook, signature=dice.choice((made, nearly, cut, odd)))


def another_token(dice: random.Random, webhook: Webhook, url: str) -> Webhook:
    return webhook.signed(url, dice.choice(("", "wrong", TOKEN + "x", TOKEN.swapcase(), ACCOUNT)))


def another_address(dice: random.Random, webhook: Webhook, url: str) -> Webhook:
    elsewhere = (url.replace("https", "http"), "https://evil.example.com", f"{url}/more", "")
    return webhook.signed(dice.choice(elsewhere))


def another_webhook_s(dice: random.Random, webhook: Webhook, url: str) -> Webhook:
    return replace(webhook, signature=a_webhook(dice, url).signature)


def another_account_s(dice: random.Random, webhook: Webhook, url: str) -> Webhook:
    fields = dict(webhook.pairs) | {"AccountSid": f"AC{dice.getrandbits(128) | 1:032x}"}
    return replace(webhook, pairs=tuple(fields.items())).signed(url)


FORGERIES: tuple[Forgery, ...] = (
    another_value,
    a_field_less,
    a_field_more,
    a_field_twice,
    a_field_of_another_case,
    another_query,
    a_signature_of_its_own,
    another_token,
    another_address,
    another_webhook_s,
    another_account_s,
)


@pytest.fixture(scope="module")
def apps(valkey_url: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Flask]:
    """The application at the root of its host and below a path."""
    return {
        prefix: create(
            load_settings(
                {
                    "HELPLINE_REDIS_URL": valkey_url,
                    "HELPLINE_DATA_DIR": str(tmp_path_factory.mktemp("fuzz")),
                    "HELPLINE_PUBLIC_URL": HOST + prefix,
                    "HELPLINE_TRUSTED_PROXIES": "1" if prefix else "0",
                    "TWILIO_ACCOUNT_SID": ACCOUNT,
                    "TWILIO_AUTH_TOKEN": f"{TOKEN},{OLD_TOKEN}",
                }
            )
        )
        for prefix in ("", "/helpline")
    }


def sent(app: Flask, webhook: Webhook, proxy: Proxy) -> int:
    """The status of the answer, from the application itself: a client would be the slower half."""
    body = urlencode(webhook.pairs).encode()
    path = proxy.prefix if proxy.tells == "the truth" else ""  # a proxy strips it, or hands it on
    environ = {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": path + webhook.target,
        "QUERY_STRING": webhook.query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": FORM,
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_X_TWILIO_SIGNATURE": webhook.signature.encode().decode("latin-1"),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        **proxy.environ(),
    }
    statuses: list[str] = []
    answer = app(environ, lambda status, *_: statuses.append(status))
    b"".join(answer)
    getattr(answer, "close", lambda: None)()
    return int(statuses[-1][:3])


def test_there_are_twenty_four_proxies() -> None:
    assert len(set(PROXIES)) == 24


def test_no_genuine_webhook_is_kept_out(apps: dict[str, Flask]) -> None:
    dice = random.Random(24)

    statuses = Counter(
        sent(apps[proxy.prefix], a_webhook(dice, HOST + proxy.prefix), proxy)
        for number in range(GENUINE)
        for proxy in (PROXIES[number % len(PROXIES)],)
    )

    assert statuses == {204: GENUINE}


@pytest.mark.timeout(0 if LONG else 600)
def test_no_forged_webhook_is_let_in_and_none_breaks_anything(apps: dict[str, Flask]) -> None:
    dice = random.Random(1876)
    statuses: Counter[tuple[str, int]] = Counter()

    for number in range(FORGED):
        proxy = PROXIES[number % len(PROXIES)]
        url = HOST + proxy.prefix
        forge = FORGERIES[number // len(PROXIES) % len(FORGERIES)]
        forged = forge(dice, a_webhook(dice, url), url)
        statuses[forge.__name__, sent(apps[proxy.prefix], forged, proxy)] += 1

    let_in = {kind: count for kind, count in statuses.items() if kind[1] not in (400, 403, 413)}
    assert let_in == {}
    assert {name for name, _ in statuses} == {forge.__name__ for forge in FORGERIES}
