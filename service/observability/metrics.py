"""Numbers for Prometheus, added up over all processes; none of them is about a person.

Where the supervisor gave a directory, each process counts in files under its own name, so
a restarted one goes on counting where the killed one stopped.
"""

import os
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from prometheus_client import Counter, Histogram

PROCESS = "HELPLINE_PROCESS"
DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"
# A webhook must be answered long before Twilio's 15 s; most take milliseconds.
BUCKETS_S = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True)
class Meters:
    """Everything this process counts."""

    requests: "Histogram"
    jobs: "Counter"


_building = threading.Lock()


def _meters() -> Meters:
    """The process's meters; its first requests may come at once, and must not build them twice."""
    with _building:
        return _built()


@cache
def _built() -> Meters:
    """Build the meters once, at first use: the library picks its way of storing at import."""
    if os.environ.get(DIRECTORY):
        from prometheus_client import values

        untyped: Any = values
        untyped.ValueClass = untyped.MultiProcessValue(_name_of_this_process)
    from prometheus_client import Counter, Histogram

    return Meters(
        requests=Histogram(
            "helpline_request_seconds",
            "Time to answer a request",
            ("route", "method", "status"),
            buckets=BUCKETS_S,
        ),
        jobs=Counter("helpline_jobs", "Jobs that a worker ended", ("job", "outcome")),
    )


def observe_request(route: str, method: str, status: int, seconds: float) -> None:
    """Count one answered request; `route` is the rule of the URL map, never the path."""
    _meters().requests.labels(route, method, str(status)).observe(seconds)


def count_job(job: str, outcome: str, times: int = 1) -> None:
    """Count a job that ended; `outcome` is a fixed word such as done or failed."""
    _meters().jobs.labels(job, outcome).inc(times)


def metrics_page(gauges: Mapping[str, float] | None = None) -> tuple[bytes, str]:
    """Return what Prometheus reads, and its content type.

    `gauges` are values that are true right now, by name, such as how many wait.
    """
    _meters()
    from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry
    from prometheus_client import generate_latest as text_of
    from prometheus_client.multiprocess import MultiProcessCollector

    counted = REGISTRY
    if os.environ.get(DIRECTORY):
        counted, collect = CollectorRegistry(), cast("Any", MultiProcessCollector)
        collect(counted)
    return text_of(counted) + _gauges_page(gauges or {}), CONTENT_TYPE_LATEST


def _gauges_page(gauges: Mapping[str, float]) -> bytes:
    lines = []
    for name, value in gauges.items():
        lines += [f"# TYPE helpline_{name} gauge", f"helpline_{name} {float(value)}"]
    return ("\n".join(lines) + "\n").encode() if lines else b""


def _name_of_this_process() -> str:
    """A name no other process has now, the same again after a restart (no underscore)."""
    name = os.environ.get(PROCESS) or f"pid{os.getpid()}"
    return f"{socket.gethostname()}-{name}".replace("_", "-")
