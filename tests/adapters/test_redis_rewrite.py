"""What was erased leaves the store's append-only file, on a real Valkey with a real file."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import redis

from service.adapters.redis_link import Link, patient
from service.adapters.redis_rewrite import AT_LEAST_EVERY, AT_MOST_EVERY, Rewriting
from tests.valkey import a_valkey_with_users, as_user

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SECRET = "gegenbauer-4711"


@pytest.fixture
def address() -> Iterator[str]:
    with a_valkey_with_users() as url:
        yield url


@pytest.fixture
def owner(address: str) -> Iterator[Link]:
    with redis.Redis.from_url(address, decode_responses=True) as client:
        yield client


@pytest.fixture
def file(address: str) -> Rewriting:
    """As the sweep has it, with no more rights than that."""
    return Rewriting(patient(as_user("sweep", address)))


def written(owner: Link) -> bytes:
    """Everything on the store's disk, once no rewrite runs."""
    until = time.monotonic() + 60
    while owner.info("persistence")["aof_rewrite_in_progress"]:
        assert time.monotonic() < until
        time.sleep(0.01)
    place = Path(owner.config_get("dir")["dir"])
    return b"".join(p.read_bytes() for p in (place / "appendonlydir").iterdir())


def erase(owner: Link) -> None:
    owner.delete("callback:1")
    owner.xadd("audit", {"who": "service", "what": "erased", "record": "person:1", "why": ""})


def test_what_was_erased_is_gone_from_the_file(owner: Link, file: Rewriting) -> None:
    owner.hset("callback:1", "phone", SECRET)
    file.rewrite_if_erased(NOW)
    assert SECRET.encode() in written(owner)
    erase(owner)

    begun = file.rewrite_if_erased(NOW + AT_MOST_EVERY)

    assert begun
    assert SECRET.encode() not in written(owner)


def test_many_erasures_are_one_rewrite_and_none_is_left_out(owner: Link, file: Rewriting) -> None:
    assert file.rewrite_if_erased(NOW)
    written(owner)
    begun = []
    for minute in range(25):
        erase(owner)
        begun.append(file.rewrite_if_erased(NOW + timedelta(minutes=minute)))
        written(owner)

    assert [minute for minute, yes in enumerate(begun) if yes] == [10, 20]
    assert file.rewrite_if_erased(NOW + timedelta(minutes=30))


def test_without_an_erasure_the_file_is_rewritten_once_a_day(owner: Link, file: Rewriting) -> None:
    assert file.rewrite_if_erased(NOW)
    written(owner)
    owner.xadd("audit", {"who": "amina", "what": "claimed", "record": "callback:2", "why": ""})

    soon = file.rewrite_if_erased(NOW + AT_MOST_EVERY)
    next_day = file.rewrite_if_erased(NOW + AT_LEAST_EVERY)

    assert (soon, next_day) == (False, True)


def test_an_erasure_is_found_behind_a_long_trail(owner: Link, file: Rewriting) -> None:
    file.rewrite_if_erased(NOW)
    written(owner)
    for _ in range(700):
        owner.xadd("audit", {"who": "amina", "what": "claimed", "record": "c", "why": ""})
    erase(owner)

    first = file.rewrite_if_erased(NOW + AT_MOST_EVERY)
    second = file.rewrite_if_erased(NOW + AT_MOST_EVERY + timedelta(seconds=1))

    assert (first, second) == (False, True)
