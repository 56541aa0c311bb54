"""Put the processes of one helpline together, wait until it is ready, say where it is."""

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from service.settings import Settings, load_settings
from service.settings.demo import PORT_FILE
from service.supervision.announce import announce, say
from service.supervision.child import Child
from service.supervision.listen import LISTEN_FD, free_loopback_port, listening_socket
from service.supervision.lock import hold
from service.supervision.readiness import why_not_ready
from service.supervision.store_process import store_binary
from service.supervision.supervisor import Supervisor

QUEUES = ("calls", "texts", "records")
SAY_WHY_AFTER_S = 15.0
# Starting a process is work for a processor; a machine with two is slow with ten at once.
SECOND_WAVE_AFTER_S = 3.0


def run() -> None:
    """Run the helpline until somebody stops it.

    Raises SettingsError or CannotStart before anything is started.
    """
    data_dir = load_settings().data_dir
    hold(data_dir / "lock")
    # What an earlier run left here says where *it* was, and its store.
    _forget_where_we_are(data_dir)
    settings = load_settings()
    if settings.uses_embedded_store:
        store_binary()  # said now, where it is read, and not by a process again and again
    with listening_socket(settings.bind_host, settings.port) as listener:
        processes = Processes.of(settings, listener.fileno())
        environ = _environment(settings, listener.fileno())
        _write_where_we_are(settings)
        supervisor = Supervisor(processes.in_order_of_stopping, data_dir, environ)
        try:
            _keep_running(supervisor, processes, settings)
        finally:
            say("Stopping.")
            supervisor.stop()
            _forget_where_we_are(data_dir)


@dataclass(frozen=True)
class Processes:
    """All there is to run. Who asks must be able to finish, so what they need stops later."""

    answering: tuple[Child, ...]
    working: tuple[Child, ...]
    storing: tuple[Child, ...]

    @classmethod
    def of(cls, settings: Settings, listener: int) -> "Processes":
        """Name the processes of a helpline with these settings."""
        web = [
            Child(f"web-{number}", ("web",), pass_fds=(listener,))
            for number in range(1, settings.web_processes + 1)
        ]
        simulator = [Child("simulator", ("simulator",))] if settings.is_demo else []
        workers = [Child(f"worker-{queue}", ("worker", queue)) for queue in QUEUES]
        log = str(settings.data_dir / "store" / "store.log")
        store = [Child("store", ("store",), log=log)] if settings.uses_embedded_store else []
        return cls((*web, *simulator), (Child("sweep", ("sweep",)), *workers), tuple(store))

    @property
    def in_order_of_stopping(self) -> tuple[tuple[Child, ...], ...]:
        """The web before the workers, the store last."""
        return (self.answering, self.working, self.storing)

    @property
    def second_wave(self) -> list[Child]:
        """Those whose work can wait for the second that a first answer takes."""
        more_web = [child for child in self.answering if child.words == ("web",)][1:]
        return [*more_web, *(child for child in self.working if child.words[0] == "worker")]


def _keep_running(supervisor: Supervisor, processes: Processes, settings: Settings) -> None:
    """Start all, what is needed to answer first; return when somebody asked us to stop."""
    for child in processes.second_wave:
        child.start_at = time.monotonic() + SECOND_WAVE_AFTER_S
    if not supervisor.keep_alive(until=_ready(settings)):
        return
    for child in processes.second_wave:
        child.start_at = 0.0
    announce(settings)
    supervisor.keep_alive()


def _ready(settings: Settings) -> Callable[[], bool]:
    """Return a question that is true once the service says it is ready.

    It says once, on the way, what takes so long: waiting goes on, since nobody is helped
    by a helpline that gives up.
    """
    say_why_at = time.monotonic() + SAY_WHY_AFTER_S
    url = f"http://{_reachable(settings.bind_host)}:{settings.port}"

    def is_ready() -> bool:
        nonlocal say_why_at
        why = why_not_ready(url, has_phones=settings.is_demo)
        if why and time.monotonic() >= say_why_at:
            say(f"Not ready yet: {why}")
            say_why_at = float("inf")
        return not why

    return is_ready


def _reachable(host: str) -> str:
    return "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104


def _environment(settings: Settings, listener: int) -> dict[str, str]:
    """What every process is told beyond what we were told ourselves."""
    metrics = settings.data_dir / "metrics"
    shutil.rmtree(metrics, ignore_errors=True)
    metrics.mkdir(mode=0o700)
    told = {
        "HELPLINE_DATA_DIR": str(settings.data_dir),
        "PROMETHEUS_MULTIPROC_DIR": str(metrics),
        LISTEN_FD: str(listener),
    }
    if settings.is_demo:
        told["HELPLINE_SIMULATOR_PORT"] = str(free_loopback_port(settings.simulator_port))
    return {**os.environ, **told}


def _write_where_we_are(settings: Settings) -> None:
    """Let the command line find us and the store, whose address may hold a password."""
    for name, where in (("store.url", settings.redis_url), (PORT_FILE, settings.port)):
        path = settings.data_dir / name
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(f"{where}\n")


def _forget_where_we_are(data_dir: Path) -> None:
    for name in ("store.url", PORT_FILE):
        (data_dir / name).unlink(missing_ok=True)
