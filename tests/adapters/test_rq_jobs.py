"""Whatever somebody writes into RQ's keys, a worker runs what is on the allow-list and no more."""

import json
import pickle
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from rq import Queue, SimpleWorker
from rq.job import Job
from rq.serializers import JSONSerializer

from service.actions.ports import Ports
from service.adapters.rq_jobs import MODULE, QUEUE_OF, AllowedJob, RqQueues, UnknownJob
from workers import jobs

ID = "0123456789abcdef0123"


@pytest.fixture
def queue(link: object, valkey_url: str) -> Iterator[Queue]:
    """The worker's queue on an empty store, as somebody with all rights sees it."""
    with redis.Redis.from_url(valkey_url) as client:
        yield Queue("texts", connection=client, serializer=JSONSerializer, job_class=AllowedJob)


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch, ports: Ports) -> list[str]:
    """The ids that the one real job was run with."""
    found: list[str] = []
    jobs.prepare(ports)
    monkeypatch.setattr(jobs, "send_text", found.append)
    return found


def work(queue: Queue) -> None:
    """Work off what is there, as a worker process does."""
    worker = SimpleWorker(
        [queue], connection=queue.connection, job_class=AllowedJob, serializer=JSONSerializer
    )
    worker.work(burst=True, logging_level="CRITICAL")


def planted(queue: Queue, name: str, *args: object, **more: object) -> Job:
    """A job as an intruder would enqueue it, with RQ's own means."""
    plain = Queue(queue.name, connection=queue.connection, serializer=JSONSerializer)
    return plain.enqueue_call(name, args=args, **more)


def touches(path: Path | str) -> None:
    """What an intruder would like to have run."""
    Path(path).write_text("run")


def test_a_job_on_the_list_runs(queue: Queue, ran: list[str]) -> None:
    planted(queue, f"{MODULE}.send_text", ID)

    work(queue)

    assert ran == [ID]


@pytest.mark.parametrize(
    "name",
    [
        "os.system",
        "subprocess.call",
        "builtins.eval",
        "workers.jobs.prepare",
        "workers.jobs._prepared",
        "workers.jobs.send_text.__globals__",
        "workers.jobs.log.warning",
        "service.actions.texts.send.send_text",
        "tests.adapters.test_rq_jobs.touches",
        "workers.jobs",
        "xworkers.jobs.send_text",
    ],
)
def test_a_job_that_is_not_on_the_list_never_runs(
    queue: Queue, ran: list[str], tmp_path: Path, name: str
) -> None:
    mark = tmp_path / "mark"
    job = planted(queue, name, str(mark) if name.endswith("touches") else f"touch {mark}")

    work(queue)

    assert not mark.exists()
    assert ran == []
    assert Job.fetch(job.id, queue.connection, JSONSerializer).is_failed


@pytest.mark.parametrize(
    ("args", "kwargs"),
    [((), {}), ((ID, ID), {}), ((7,), {}), (([ID],), {}), ((ID,), {"ports": "x"}), ((None,), {})],
)
def test_a_job_that_carries_anything_but_one_id_never_runs(
    queue: Queue, ran: list[str], args: tuple[object, ...], kwargs: dict[str, object]
) -> None:
    planted(queue, f"{MODULE}.send_text", *args, kwargs=kwargs)

    work(queue)

    assert ran == []


def test_callbacks_and_webhooks_in_a_job_are_never_looked_at(
    queue: Queue, ran: list[str], tmp_path: Path
) -> None:
    mark = tmp_path / "mark"
    for job_name in ("send_text", "no_such_job"):
        job = planted(queue, f"{MODULE}.{job_name}", str(mark))
        for when in ("success", "failure", "stopped"):
            name = "tests.adapters.test_rq_jobs.touches"
            queue.connection.hset(job.key, f"{when}_callback_name", name)
        hooks = json.dumps([{"url": "http://127.0.0.1:9/x", "events": ["success"]}])
        queue.connection.hset(job.key, "webhooks", hooks)

        found = AllowedJob.fetch(job.id, queue.connection, JSONSerializer)
        assert (found._success_callback_name, found._failure_callback_name) == (None, None)
        assert not getattr(found, "webhooks", None)

    work(queue)

    assert ran == [str(mark)]
    assert not mark.exists()


class Bomb:
    """Runs something when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return touches, (self.path,)


@pytest.mark.parametrize("packed", [False, True])
def test_a_pickle_is_never_opened(
    queue: Queue, ran: list[str], tmp_path: Path, packed: bool
) -> None:
    mark = tmp_path / "mark"
    bomb = pickle.dumps(Bomb(mark))
    job = planted(queue, f"{MODULE}.send_text", ID)
    for field in ("data", "meta"):
        queue.connection.hset(job.key, field, zlib.compress(bomb) if packed else bomb)

    work(queue)

    assert not mark.exists()
    assert ran == []


def test_only_jobs_on_the_list_are_enqueued_and_each_names_a_function(
    link: object, valkey_url: str
) -> None:
    queues = RqQueues(valkey_url)

    for name in QUEUE_OF:
        queues.enqueue(name, ID)
        assert callable(getattr(jobs, name))
    with pytest.raises(UnknownJob):
        queues.enqueue("eval", ID)
