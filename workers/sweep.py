"""The sweep: hands on the outbox, and goes by the due list. Correct with two of it running.

The relay is a thread of its own, as a caller waits for what it hands on; the rest goes by the
second. Nothing here decides anything: each due entry has an action.
"""

import threading
import time
from collections.abc import Callable
from datetime import timedelta

from service.actions.demo_staff import seed_demo
from service.actions.due import sweep_over
from service.actions.flood import look_for_flood
from service.actions.ports import Ports
from service.actions.redacting import redact_soon
from service.actions.retention import forget_old_numbers
from service.actions.taking_in import look_soon
from service.actions.troubles import note_room
from service.domain.errors import Refused, TryLater
from service.observability import configure_logging, count_job, log
from service.settings import Settings, load_settings
from service.wiring import (
    AuditHeads,
    AuditSeal,
    CannotBeNoted,
    Outbox,
    Rewriting,
    RqQueues,
    audit_heads,
    audit_seal,
    rewriting,
    room_left,
    self_question,
    sweep_ports,
)
from workers import self_test

EVERY_S = 1.0
AT_ONCE = 200
AWAY_S = 0.5
AFTER_A_REFUSAL = timedelta(seconds=5)
AFTER_A_FAILURE = timedelta(minutes=1)
# A line whose hand-over broke in between must not wait for a quiet moment.
LEFT_BEHIND_EVERY_S = 5.0
ROOM_EVERY_S = 60.0


def main() -> None:
    """Relay and sweep until a signal ends the process."""
    settings = load_settings()
    configure_logging("sweep")
    ports, link = sweep_ports(settings)
    relay = threading.Thread(target=_relay, args=(settings, Outbox(link, _put_aside)), daemon=True)
    relay.start()
    _once(lambda: seed_demo(ports))
    _once(lambda: look_soon(ports))
    _once(lambda: redact_soon(ports))
    if not settings.is_demo:
        self_test.begin(ports, self_question(settings))
    trail, heads, file = audit_seal(settings, link), audit_heads(settings, link), rewriting(link)
    disk = settings.data_dir if settings.uses_embedded_store else None
    room = Every(ROOM_EVERY_S, lambda: note_room(ports, room_left(link, disk)))
    while relay.is_alive():
        sweep_once(ports)
        forget_once(ports)
        _look_for_flood(ports)
        _seal(trail)
        _note_head(heads, ports)
        _rewrite(file, ports)
        _watch(room)
        time.sleep(EVERY_S)
    raise SystemExit("the relay died")  # the supervisor starts us anew


class Every:
    """Does a deed now and then, however often it is asked to."""

    def __init__(self, pause_s: float, deed: Callable[[], object]) -> None:
        self._pause_s, self._deed, self._at = pause_s, deed, float("-inf")

    def __call__(self) -> None:
        """Do it if the pause is over."""
        if time.monotonic() - self._at >= self._pause_s:
            self._at = time.monotonic()
            self._deed()


def _once(deed: Callable[[], object]) -> None:
    """Done as soon as the store is there."""
    while True:
        try:
            deed()
        except TryLater:
            time.sleep(AWAY_S)
        else:
            return


def sweep_once(ports: Ports) -> int:
    """Look at everything whose time has come; how much that was."""
    try:
        members = ports.store.due(ports.store.now(), AT_ONCE)
    except TryLater:
        return 0
    for member in members:
        _look(ports, member)
    return len(members)


def forget_once(ports: Ports) -> None:
    """Erase what has been kept long enough; one look-up a second while there is nothing."""
    try:
        forget_old_numbers(ports)
    except TryLater as error:
        log.warning("erasing put off", error=type(error).__name__)
    except Exception as error:  # noqa: BLE001 - callers must not wait for a record without its key
        log.error("erasing failed", error=type(error).__name__)


def _look(ports: Ports, member: str) -> None:
    """One bad record must not keep the others waiting, so anything it raises is logged."""
    try:
        sweep_over(ports, member)
    except (Refused, TryLater) as error:
        log.warning("due entry put off", record=member, error=type(error).__name__)
        _put_off(ports, member, AFTER_A_REFUSAL)
    except Exception as error:  # noqa: BLE001
        log.error("due entry failed", record=member, error=type(error).__name__)
        _put_off(ports, member, AFTER_A_FAILURE)


def _put_off(ports: Ports, member: str, pause: timedelta) -> None:
    """Out of the way: the oldest entries come first, and enough bad ones would be all there is."""
    try:
        ports.store.look_again(member, ports.store.now() + pause)
    except TryLater:
        return  # the store is away: next time


def _look_for_flood(ports: Ports) -> None:
    """Strangers who came in a flood stand behind."""
    try:
        put_behind = look_for_flood(ports)
    except TryLater as error:
        log.warning("not looked for a flood", error=type(error).__name__)
    else:
        if put_behind:
            log.warning("a flood of strangers", count=put_behind)


def _seal(trail: AuditSeal) -> None:
    """Seal what the commits since the last round have told."""
    try:
        trail.seal()
    except TryLater as error:
        log.warning("the audit trail waits for its seal", error=type(error).__name__)


def _note_head(heads: AuditHeads, ports: Ports) -> None:
    """Once a day, elsewhere."""
    try:
        heads.note_today(ports.store.now())
    except (CannotBeNoted, TryLater) as error:
        log.error("the audit trail's head is not noted", error=str(error))


def _watch(room: Every) -> None:
    """An alarm before the store is full: afterwards none could be written down."""
    try:
        room()
    except TryLater as error:
        log.warning("the store's room is not known", error=type(error).__name__)


def _rewrite(file: Rewriting, ports: Ports) -> None:
    """What was erased leaves the store's file too."""
    try:
        file.rewrite_if_erased(ports.store.now())
    except TryLater as error:
        log.warning("what was erased is still in the store's file", error=type(error).__name__)


def _put_aside(record: str) -> None:
    """A line that no job can carry out; its record has a due entry, so nothing is lost by it."""
    log.error("a wake-up was put aside", record=record, reason="unknown job")
    count_job("unknown", "put-aside")


def _relay(settings: Settings, outbox: Outbox) -> None:
    queues = RqQueues(settings.redis_url_for("sweep").get_secret_value())
    while True:
        try:
            outbox.relay_left_behind(queues.enqueue)
            look_again_at = time.monotonic() + LEFT_BEHIND_EVERY_S
            while outbox.relay_next(queues.enqueue) and time.monotonic() < look_again_at:
                pass
        except TryLater as error:
            log.warning("the outbox waits", error=type(error).__name__)
            time.sleep(AWAY_S)
