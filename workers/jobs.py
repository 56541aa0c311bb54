"""What RQ runs: each job calls one action with one id, and may run late, twice, or never.

The names here are the allow-list (service.adapters.rq_jobs); a guard test holds the two together.
"""

from collections.abc import Callable
from functools import wraps

from service.actions.alerts import spread_alert as spread_alert_action
from service.actions.calls import bring_in as bring_in_action
from service.actions.calls import ring_specialist as ring_specialist_action
from service.actions.due import ask_about
from service.actions.legs import dial as dial_action
from service.actions.legs import hang_up as hang_up_action
from service.actions.legs import lead_on as lead_on_action
from service.actions.ports import Ports
from service.actions.taking_in import TakenIn
from service.actions.texts import send_text as send_text_action
from service.actions.transfer.ringing import ring_colleague as ring_colleague_action
from service.observability import count_job, log

_prepared: list[Ports] = []

Job = Callable[[str], None]


class JobFailed(Exception):
    """What RQ keeps of a failure. The cause is in our log, without its words: RQ would write them
    into the store, and Twilio's name the number."""


def _counted(job: Job) -> Job:
    """Count how the job ended; counting itself never costs a job."""

    @wraps(job)
    def run(record_id: str) -> None:
        outcome = "failed"
        try:
            job(record_id)
            outcome = "done"
        except Exception as error:  # noqa: BLE001 - its words must not be stored
            log.warning("job failed", job=job.__name__, record=record_id, exc_info=True)
            raise JobFailed(type(error).__name__) from None
        finally:
            _count(job.__name__, outcome)

    return run


def _count(name: str, outcome: str, times: int = 1) -> None:
    try:
        count_job(name, outcome, times)
    except Exception as error:  # noqa: BLE001 - whatever ails the meter, the job is done
        log.warning("job not counted", error=type(error).__name__)


def prepare(ports: Ports) -> None:
    """Give this worker process its ports, once, before it takes a job."""
    _prepared[:] = [ports]


@_counted
def dial(leg_id: str) -> None:
    """Ring one phone."""
    dial_action(_prepared[0], leg_id)


@_counted
def ring_specialist(call_sid: str) -> None:
    """Find the next specialist for a waiting caller."""
    ring_specialist_action(_prepared[0], call_sid)


@_counted
def bring_in(call_sid: str) -> None:
    """Take a caller out of Twilio's queue into the room."""
    bring_in_action(_prepared[0], call_sid)


@_counted
def hang_up(leg_id: str) -> None:
    """End a phone that rings or talks for nothing."""
    hang_up_action(_prepared[0], leg_id)


@_counted
def lead_on(leg_id: str) -> None:
    """Make a live leg ask for its next words."""
    lead_on_action(_prepared[0], leg_id)


@_counted
def ring_colleague(leg_id: str) -> None:
    """Find the next colleague for a specialist who wants one."""
    ring_colleague_action(_prepared[0], leg_id)


@_counted
def send_text(text_id: str) -> None:
    """Send one kept text."""
    send_text_action(_prepared[0], text_id)


@_counted
def spread_alert(alert_id: str) -> None:
    """Tell everybody on duty of a crisis."""
    spread_alert_action(_prepared[0], alert_id)


@_counted
def note_status(question: str) -> None:
    """Ask Twilio what the sweep wants to know: how a call stands, or what we never heard of."""
    found = ask_about(_prepared[0], question)
    if isinstance(found, TakenIn) and found.count:
        # Twilio's 11200 and 11205: it could not reach us. Somebody should look why.
        log.error("taken in, as no webhook told of it", record=found.kind, count=found.count)
        _count(f"taking_in_{found.kind}", "taken-in", found.count)
