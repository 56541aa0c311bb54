"""A store without room: a commit is refused as a whole, and somebody hears of it, also before."""

import resource
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import redis

from service.actions.ports import AuditLine, Change
from service.adapters.cipher import Cipher
from service.adapters.identity import KeyedIdentity
from service.adapters.record_codec import RecordCodec
from service.adapters.redis_link import hasty
from service.adapters.redis_room import (
    ASK_EVERY_S,
    DISK_SHORT,
    FULL,
    LOST,
    MEMORY_SHORT,
    Writable,
    room_left,
)
from service.adapters.redis_store import RedisStore
from service.domain.callback import Callback
from service.domain.errors import StoreFull
from service.domain.person import Person
from tests.builders import a_callback
from tests.valkey import a_valkey


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A store of one's own, whose memory can be taken away."""
    with a_valkey() as found:
        yield found


@pytest.fixture
def owner(url: str) -> Iterator["redis.Redis"]:
    with redis.Redis.from_url(url, decode_responses=True) as client:
        client.config_set("maxmemory", "0")
        client.flushall()
        yield client
        client.config_set("maxmemory", "0")


def test_a_full_store_refuses_a_commit_as_a_whole_and_keeps_what_it_has(
    url: str, owner: "redis.Redis"
) -> None:
    codec = RecordCodec(Cipher(("a data key for tests",)))
    store = RedisStore(hasty(url), codec, KeyedIdentity("an index key for tests"))
    kept = a_callback()
    store.commit(Change(now=store.now(), records=(kept,)))
    before = store.get(Callback, kept.id)
    assert before is not None
    owner.config_set("maxmemory", "1")

    for change in (
        Change(now=store.now(), records=(a_callback(),), request="r1"),
        Change(now=store.now(), records=(replace(before, notes="longer than it was"),)),
        Change(now=store.now(), records=(Person(id="p"),), audit=(AuditLine("a", "b", "c"),)),
        Change(now=store.now(), forgets=(before,)),
    ):
        with pytest.raises(StoreFull):
            store.commit(change)

    assert store.get(Callback, kept.id) == before
    assert [each.id for each in store.ready(9)] == [kept.id]
    assert store.seen("r1") is None
    assert owner.exists("person:p", "audit", "wakeups") == 0


def test_the_web_is_not_ready_while_nothing_new_is_taken(url: str, owner: "redis.Redis") -> None:
    clock = iter(range(0, 10_000, int(ASK_EVERY_S)))
    writable = Writable(hasty(url), clock=lambda: float(next(clock)))
    assert writable.why_not() == ""

    owner.config_set("maxmemory", "1")
    full = writable.why_not()
    owner.config_set("maxmemory", "0")

    assert full == FULL
    assert writable.why_not() == ""


def test_a_health_check_that_comes_often_writes_seldom(url: str, owner: "redis.Redis") -> None:
    now = [0.0]
    writable = Writable(hasty(url), clock=lambda: now[0])
    writable.why_not()
    owner.delete("probe")

    now[0] += ASK_EVERY_S / 2
    writable.why_not()

    assert not owner.exists("probe")
    now[0] += ASK_EVERY_S / 2
    assert writable.why_not() == ""
    assert owner.exists("probe")


@pytest.mark.skipif(sys.platform != "linux", reason="limits another process")
def test_a_store_that_ends_over_a_write_is_told_from_one_that_is_away() -> None:
    with a_valkey() as url, redis.Redis.from_url(url) as owner:
        clock = iter(range(0, 10_000, int(ASK_EVERY_S)))
        writable = Writable(hasty(url), clock=lambda: float(next(clock)))
        assert writable.why_not() == ""

        # No file of it may grow any more, as on a full disk.
        resource.prlimit(owner.info("server")["process_id"], resource.RLIMIT_FSIZE, (1, 1))

        assert writable.why_not() == LOST
        assert writable.why_not() == LOST
        assert Writable(hasty(url)).why_not() == "the store does not answer"


def test_memory_that_runs_short_is_told_before_it_is_used_up(owner: "redis.Redis") -> None:
    used = owner.info("memory")["used_memory"]

    assert room_left(owner, None) == ""
    owner.config_set("maxmemory", str(used * 2))
    assert room_left(owner, None) == ""
    owner.config_set("maxmemory", str(int(used * 1.05)))
    assert room_left(owner, None) == MEMORY_SHORT


def test_a_disk_without_room_is_told_too(owner: "redis.Redis", tmp_path: Path) -> None:
    assert room_left(owner, tmp_path) == ""
    assert room_left(owner, tmp_path / "not there") == DISK_SHORT
