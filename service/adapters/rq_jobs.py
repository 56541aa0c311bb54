"""RQ as we use it: JSON only, an allow-list of job names, no callbacks, no webhooks in a job.

A job is only a wake-up that carries an id (rule 1): any of them may be lost, late or run twice.
"""

from collections.abc import Mapping
from typing import Any

import redis
from rq import Queue, SimpleWorker
from rq.job import Job
from rq.serializers import JSONSerializer

MODULE = "workers.jobs"
QUEUE_OF: Mapping[str, str] = {
    "dial": "calls",
    "ring_specialist": "calls",
    "bring_in": "calls",
    "hang_up": "calls",
    "lead_on": "calls",
    "ring_colleague": "calls",
    "send_text": "texts",
    "spread_alert": "texts",
    "note_status": "records",
}
QUEUES = ("calls", "texts", "records")
JOB_TIMEOUT_S = 60
FAILURES_KEPT_S = 3600
WORKER_TTL_S = 20
"""RQ waits for a job 15 s less than this, and 10 s more than that for an answer. With its default
a worker whose connection died without a word would not notice for seven minutes."""


class JobRefused(Exception):
    """A job that is not on the allow-list, or carries more than an id."""


class UnknownJob(Exception):
    """A wake-up for a job that is not on the allow-list: no queue takes it."""


class AllowedJob(Job):
    """Runs only what is on the allow-list, whatever somebody wrote into Redis."""

    def restore(self, raw_data: Any) -> Any:
        """Read a job, but never its callbacks and webhooks."""
        refused = ("success_callback_name", "failure_callback_name", "stopped_callback_name")
        kept = {
            name: value
            for name, value in raw_data.items()
            if _text(name) not in (*refused, "webhooks")
        }
        return super().restore(kept)

    def _execute(self) -> Any:
        name = str(self.func_name)
        if not name.startswith(f"{MODULE}.") or name.removeprefix(f"{MODULE}.") not in QUEUE_OF:
            raise JobRefused("this job is not on the allow-list")
        if self.kwargs or len(self.args) != 1 or not isinstance(self.args[0], str):
            raise JobRefused("a job carries one id and nothing else")
        return super()._execute()


class RqQueues:
    """Puts wake-ups into their queues."""

    def __init__(self, url: str) -> None:
        link = redis.Redis.from_url(url, socket_timeout=10)
        self._queues = {name: _queue(name, link) for name in QUEUES}

    def enqueue(self, job: str, record_id: str) -> None:
        """Wake a worker for this record. Raises UnknownJob."""
        if job not in QUEUE_OF:
            raise UnknownJob("no queue takes this job")
        self._queues[QUEUE_OF[job]].enqueue_call(
            f"{MODULE}.{job}",
            args=(record_id,),
            timeout=JOB_TIMEOUT_S,
            result_ttl=0,
            failure_ttl=FAILURES_KEPT_S,
            description=job,
        )


class SteadyWorker(SimpleWorker):
    """Back at work within seconds of the store, however long that was away."""

    # RQ's own pause grows to a minute.
    max_connection_wait_time = 2.0


def work(url: str, queue: str) -> None:
    """Work one queue in this process until a signal ends it."""
    link = redis.Redis.from_url(url, socket_connect_timeout=5)
    worker = SteadyWorker(
        [_queue(queue, link)],
        connection=link,
        job_class=AllowedJob,
        serializer=JSONSerializer,
        log_job_description=False,
        worker_ttl=WORKER_TTL_S,
    )
    worker.work(with_scheduler=False, logging_level="WARNING")


def _queue(name: str, link: redis.Redis) -> Queue:
    return Queue(name, connection=link, serializer=JSONSerializer, job_class=AllowedJob)


def _text(name: Any) -> str:
    return name.decode() if isinstance(name, bytes) else str(name)
