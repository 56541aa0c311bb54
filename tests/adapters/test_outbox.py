"""The relay hands on every line it can, and lets no bad one stand in the way."""

import json

import pytest

from service.actions.ports import Change, WakeUp
from service.adapters.outbox import Outbox
from service.adapters.redis_store import RedisStore
from service.adapters.rq_jobs import QUEUE_OF, RqQueues, UnknownJob

BAD_LINES = [
    json.dumps({"line": "1", "job": "drop_everything", "id": "c1"}),
    json.dumps({"line": "2", "id": "c1"}),
    json.dumps({"job": ["send_text"], "id": {}}),
    json.dumps(["send_text", "t1"]),
    "no JSON at all",
    "7",
    "",
]


class Handed:
    """Queues that know only the allowed jobs, and remember what they were given."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, str]] = []

    def enqueue(self, job: str, record: str) -> None:
        if job not in QUEUE_OF:
            raise UnknownJob
        self.lines.append((job, record))


@pytest.mark.parametrize("bad", BAD_LINES)
def test_a_line_nobody_can_carry_out_is_put_aside_and_the_next_goes_on(
    link, store: RedisStore, bad: str
) -> None:
    told: list[str] = []
    handed, outbox = Handed(), Outbox(link, told.append)
    link.rpush("wakeups", bad)
    store.commit(Change(now=store.now(), wakeups=(WakeUp("send_text", "t1"),)))

    first, second = outbox.relay_next(handed.enqueue), outbox.relay_next(handed.enqueue)

    assert (first, second) == (True, True)
    assert handed.lines == [("send_text", "t1")]
    assert link.lrange("wakeups-aside", 0, -1) == [bad]
    assert link.llen("relaying") == 0
    assert len(told) == 1


def test_a_bad_line_left_behind_by_a_relay_that_died_is_put_aside_too(link) -> None:
    handed, outbox = Handed(), Outbox(link)
    link.rpush("relaying", BAD_LINES[0], json.dumps({"job": "dial", "id": "l1"}))

    outbox.relay_left_behind(handed.enqueue)

    assert handed.lines == [("dial", "l1")]
    assert link.llen("wakeups-aside") == 1
    assert link.llen("relaying") == 0


def test_the_queues_themselves_refuse_an_unknown_job(valkey_url: str, link) -> None:
    with pytest.raises(UnknownJob):
        RqQueues(valkey_url).enqueue("os.system", "x")

    assert link.keys("rq:job:*") == []
