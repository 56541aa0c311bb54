"""Fixtures that most tests share: a real Valkey, a store on it, and ports around both."""

import secrets
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import redis
from playwright.sync_api import Browser, expect

from service.actions.ports import Ports
from service.adapters.cipher import Cipher
from service.adapters.identity import KeyedIdentity
from service.adapters.one_time_codes import TotpCodes
from service.adapters.passwords import Argon2Passwords
from service.adapters.phrase_files import load_understander
from service.adapters.record_codec import RecordCodec
from service.adapters.redis_sessions import RedisSessions
from service.adapters.redis_spending import RedisSpending
from service.adapters.redis_statistics import RedisStatistics
from service.adapters.redis_store import RedisStore
from service.adapters.redis_tokens import RedisTokens
from service.adapters.word_files import load_wording
from service.adapters.zip_file import load_zip_zones
from service.domain.understanding import Understander
from service.domain.wording import Wording
from tests.builders import a_policy
from tests.chromium import a_chromium
from tests.fakes import FakeTelephone
from tests.valkey import WATCHED, a_valkey_with_users, as_user, unhurried

ROOT = Path(__file__).resolve().parent.parent
BROWSER_MS = 20_000
"""How long a busy machine's browser may need to show something."""
IDENTITY = KeyedIdentity("an index key for tests")


@pytest.fixture(scope="session")
def valkey_url() -> Iterator[str]:
    """A real Valkey with the append-only file and the users of production; one per process."""
    with a_valkey_with_users() as url:
        yield url


@pytest.fixture
def link(valkey_url: str) -> Iterator["redis.Redis"]:
    """A connection to an empty store, as the web has it."""
    client = unhurried(valkey_url)
    client.flushall()
    yield client
    client.close()


@pytest.fixture
def web_link(link: "redis.Redis", valkey_url: str) -> Iterator["redis.Redis"]:
    """The same empty store with the rights of the web, so that a test fails for one it lacks."""
    client = unhurried(as_user(WATCHED, valkey_url))
    yield client
    client.close()


@pytest.fixture
def store(web_link: "redis.Redis") -> RedisStore:
    """An empty store."""
    codec = RecordCodec(Cipher(("a data key for tests",)))
    return RedisStore(web_link, codec, IDENTITY)


@pytest.fixture(scope="session")
def wording() -> Wording:
    """The shipped words of a demo helpline."""
    house = {
        "name": "Northside Helpline",
        "legal_name": "Northside Helpline",
        "number": "800-915-1270",
        "days": "7",
    }
    return load_wording(ROOT).with_house(
        en={**house, "who": "nobody real", "paid": "Nobody pays."},
        es={**house, "who": "nadie real", "paid": "Nadie paga."},
    )


@pytest.fixture(scope="session")
def understander() -> Understander:
    """The shipped phrases."""
    return load_understander(ROOT)


@pytest.fixture
def telephone() -> FakeTelephone:
    """A telephone that remembers whom it rang."""
    return FakeTelephone()


@pytest.fixture
def ports(
    web_link: "redis.Redis",
    store: RedisStore,
    telephone: FakeTelephone,
    wording: Wording,
    understander: Understander,
) -> Ports:
    """Everything that actions may use, on the real store; open day and night."""
    return Ports(
        store=store,
        statistics=RedisStatistics(web_link),
        spending=RedisSpending(web_link),
        sessions=RedisSessions(web_link),
        tokens=RedisTokens(web_link),
        passwords=Argon2Passwords(),
        codes=TotpCodes(),
        identity=IDENTITY,
        telephone=telephone,
        wording=wording,
        understander=understander,
        zip_zones=load_zip_zones(ROOT / "config" / "zip_zones.toml"),
        policy=a_policy(),
        new_id=lambda: secrets.token_hex(10),
    )


@pytest.fixture
def with_policy(ports: Ports):
    """The same ports with some of the operator's choices changed."""

    def changed(**choices: object) -> Ports:
        return replace(ports, policy=a_policy(**choices))

    return changed


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser, shared by every test of this process that looks at a page."""
    expect.set_options(timeout=BROWSER_MS)
    with a_chromium() as running:
        yield running
