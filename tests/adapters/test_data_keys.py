"""Everything comes under a new data key while the helpline goes on working."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from service.actions.ports import Change, Ports
from service.adapters.cipher import CannotDecrypt, Cipher
from service.adapters.record_codec import PREFIX, RecordCodec
from service.adapters.redis_keys import DataKeys, Slice
from service.adapters.redis_link import Link
from service.adapters.redis_store import RedisStore
from service.cli import helpline
from service.domain.callback import Callback
from tests.actions.queueing import in_queue
from tests.builders import a_callback

OLD, NEW = "a data key for tests", "another data key, made today"


@pytest.fixture
def store_with(link: Link, store: RedisStore) -> Callable[..., RedisStore]:
    """The same store for whoever has these keys."""

    def made(*keys: str) -> RedisStore:
        return RedisStore(link, RecordCodec(Cipher(keys)), store._identity, store._tally)

    return made


def total(slices: object) -> Slice:
    found = list(slices)  # type: ignore[call-overload]
    return Slice(sum(each.old for each in found), sum(each.lost for each in found))


def test_afterwards_the_new_key_alone_opens_everything(
    ports: Ports, link: Link, store_with: Callable[..., RedisStore]
) -> None:
    kept = [in_queue(ports, notes=f"note {n}") for n in range(1200)]
    keys = DataKeys(link, Cipher((NEW, OLD)))
    before = keys.count()

    done = total(keys.rotate())

    assert (before, done) == (Slice(old=1200), Slice(old=1200))
    assert keys.count() == Slice()
    only_new = store_with(NEW)
    assert [only_new.get(Callback, each.id) for each in kept] == kept
    with pytest.raises(CannotDecrypt):
        store_with(OLD).get(Callback, kept[0].id)


def test_a_run_that_was_cut_off_goes_on_and_does_nothing_twice(ports: Ports, link: Link) -> None:
    for _ in range(1200):
        in_queue(ports)
    keys = DataKeys(link, Cipher((NEW, OLD)))
    begun, first = keys.rotate(), 0
    while not first:
        first = next(begun).old

    rest = total(keys.rotate()).old

    assert 0 < first < 1200
    assert first + rest == 1200
    assert total(keys.rotate()) == Slice()


def test_whoever_is_deciding_meanwhile_loses_no_race(
    ports: Ports, link: Link, store_with: Callable[..., RedisStore]
) -> None:
    callback = in_queue(ports, notes="before")
    both = store_with(NEW, OLD)
    read = both.get(Callback, callback.id)
    assert read is not None

    total(DataKeys(link, Cipher((NEW, OLD))).rotate())
    now = both.now()
    both.commit(Change(now=now, records=(read.put_off(now + timedelta(hours=1)),)))

    assert DataKeys(link, Cipher((NEW, OLD))).count() == Slice()


def test_what_runs_out_still_does(ports: Ports, link: Link) -> None:
    callback = in_queue(ports)
    link.pexpire(f"callback:{callback.id}", 60_000)

    total(DataKeys(link, Cipher((NEW, OLD))).rotate())

    assert 0 < link.pttl(f"callback:{callback.id}") <= 60_000


def test_a_record_that_no_key_opens_is_said_and_left_as_it_is(
    ports: Ports, link: Link, store_with: Callable[..., RedisStore]
) -> None:
    lost, kept = in_queue(ports), a_callback(at=ports.store.now())
    store_with(NEW).commit(Change(now=ports.store.now(), records=(kept,)))
    before = link.hgetall(f"callback:{lost.id}")

    keys = DataKeys(link, Cipher((NEW,)))

    assert (keys.count(), total(keys.rotate())) == (Slice(lost=1), Slice(lost=1))
    assert link.hgetall(f"callback:{lost.id}") == before


def test_every_kind_of_record_is_looked_at(link: Link) -> None:
    sealed = Cipher((OLD,))
    for prefix in PREFIX.values():
        fields = {"version": "1", "phone": sealed.encrypt("x", f"{prefix}:1:phone")}
        link.hset(f"{prefix}:1", mapping=fields)

    assert total(DataKeys(link, Cipher((NEW, OLD))).rotate()).old == len(PREFIX)


def test_the_commands_and_the_check_say_what_is_left(
    ports: Ports, link: Link, valkey_url: str, tmp_path: Path
) -> None:
    new, old = "n" * 20 + "-abcdefghijkl", "o" * 20 + "-abcdefghijkl"
    env = {
        "HELPLINE_DATA_DIR": str(tmp_path),
        "HELPLINE_REDIS_URL": valkey_url,
        "HELPLINE_DATA_KEYS": f"{new},{old}",
    }
    sealed = Cipher((old,)).encrypt("x", "callback:1:phone")
    link.hset("callback:1", mapping={"version": "1", "phone": sealed})

    told = [
        CliRunner().invoke(helpline, words, env=env).output
        for words in (["check"], ["keys", "count"], ["keys", "rotate"], ["keys", "count"])
    ]

    assert "1 records are under an older data key" in told[0]
    assert told[1:] == [
        "under an older key: 1 records\n",
        "put under the first key: 1 records\n",
        "under an older key: 0 records\n",
    ]
