"""What Twilio reports of recordings, and what it is asked should both of its reports be lost."""

from datetime import UTC, datetime, timedelta

from service.actions.calls.heard import Heard
from service.actions.calls.place import Place
from service.actions.calls.recording import nothing_was_said, request_of, take_in
from service.actions.ports import Ports
from service.domain.call import Call
from service.domain.errors import TryLater, UnknownToCarrier

DONE = "completed"
SILENT = "absent"
UNFINISHED = frozenset({"in-progress", "paused", "stopped", "processing"})
# The notice, two minutes of message, and the time Twilio takes to keep it.
REPORTED_BY = timedelta(minutes=4)
ASK_AGAIN = timedelta(minutes=1)
GIVE_UP_AFTER = timedelta(hours=1)


def recording_reported(ports: Ports, sid: str, recording: str, status: str, seconds: int) -> None:
    """Twilio's report on a recording of this call."""
    if status == SILENT:
        nothing_was_said(ports, recording)
        return
    told_before = ports.store.seen(request_of(recording)) is not None
    if status != DONE or seconds < 1 or told_before:
        return
    call = ports.store.get(Call, sid)
    caller, language = (call.phone, call.language) if call else ("", "en")
    heard = Heard(sid=sid, caller=caller, place=Place(language=language or "en"))
    take_in(ports, heard, recording, seconds)


def recordings_are_due(ports: Ports, owed: str) -> None:
    """Ask Twilio what was recorded in a call, in case nobody told us. Harmless when run twice."""
    sid, _, asked = owed.partition("@")
    asked_at, now = datetime.fromtimestamp(float(asked), UTC), ports.store.now()
    member = f"recordings:{owed}"
    if now < asked_at + REPORTED_BY:
        ports.store.look_again(member, asked_at + REPORTED_BY)
        return
    try:
        found = ports.telephone.recordings_of(sid)
    except UnknownToCarrier:
        found = []
    except TryLater:
        ports.store.look_again(member, now + ASK_AGAIN)
        return
    for recording, status, seconds in found:
        recording_reported(ports, sid, recording, status, seconds)
    unfinished = any(status in UNFINISHED for _, status, _ in found)
    if unfinished and now < asked_at + GIVE_UP_AFTER:
        ports.store.look_again(member, now + ASK_AGAIN)
    else:
        ports.store.settle(member)
