"""A message was recorded: one record, and a callback for whoever left it.

Twilio tells of a recording twice, by the verb's action and by a report, in any order; either may be
lost or doubled. Both name the RecordingSid, and the first one counts. Should both be lost, the
entry owed since the tone has Twilio's own list asked.
"""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from service.actions.calls import wishes
from service.actions.calls.answering import new_call
from service.actions.calls.heard import Heard
from service.actions.calls.place import Place
from service.actions.ports import Around, AuditLine, Change, Ports, Record
from service.actions.trying import decide_anew
from service.domain.call import Call
from service.domain.callback import Callback
from service.domain.errors import TryLater, UnknownToCarrier
from service.domain.voicemail import Voicemail, kept_until

ENDING = "voicemail"
DONE = "completed"
SILENT = "absent"
UNFINISHED = frozenset({"in-progress", "paused", "stopped", "processing"})
# The notice, two minutes of message, and the time Twilio takes to keep it.
REPORTED_BY = timedelta(minutes=4)
ASK_AGAIN = timedelta(minutes=1)
GIVE_UP_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Left:
    """What came of a recording: whether there is a message, and when its callback comes, in words
    ("" without one)."""

    kept: bool
    when: str = ""


def expect_message(ports: Ports, heard: Heard) -> None:
    """Before the tone: the call is on record, and Twilio's list will be asked later."""
    request = heard.request("message")
    around = ports.store.around(heard.person(ports), request=request, call_sid=heard.sid)
    if around.seen is not None:
        return
    owed = f"recordings:{heard.sid}@{around.now.timestamp()!r}"
    records = () if around.call else (new_call(ports, heard, around),)
    ports.store.commit(Change(now=around.now, records=records, owed=(owed,), request=request))


def take_in(ports: Ports, heard: Heard, recording: str, seconds: int) -> Left:
    """Keep the message of this recording, however often and in whatever order it is told of."""
    stored = json.loads(decide_anew(lambda: _take_in(ports, heard, recording, seconds)))
    return Left(**stored)


def recording_reported(ports: Ports, sid: str, recording: str, status: str, seconds: int) -> None:
    """Twilio's report on a recording of this call."""
    if status == SILENT:
        decide_anew(lambda: _nothing_was_said(ports, recording))
        return
    told_before = ports.store.seen(_request(recording)) is not None
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


def _take_in(ports: Ports, heard: Heard, recording: str, seconds: int) -> str:
    request = _request(recording)
    around = ports.store.around(heard.person(ports), request=request, call_sid=heard.sid)
    if around.seen is not None:
        return around.seen
    message = Voicemail(
        id=recording,
        person=around.person.id,
        phone=heard.caller,
        language=heard.place.language,
        call_sid=heard.sid,
        seconds=seconds,
        created_at=around.now,
        due_at=kept_until(around.now, ports.policy.voicemail_days),
    )
    callback, when = _callback(ports, heard, around)
    given = around.call.callback if around.call else ""
    message = replace(message, callback=callback.id if callback else given)
    change = Change(
        now=around.now,
        records=(message, *_around_it(around, heard, callback)),
        audit=(
            AuditLine("person", "left a voicemail", f"voicemail:{recording}", message.callback),
        ),
        request=request,
        reply=json.dumps({"kept": True, "when": when}),
    )
    return ports.store.commit(change).reply


def _callback(ports: Ports, heard: Heard, around: Around) -> tuple[Callback | None, str]:
    """The callback it becomes, or merges into; none where no number can be called."""
    if not heard.can_be_called:
        return None, ""
    place = Place(level="message", language=heard.place.language)
    return wishes.save_in(ports, replace(heard, place=place), around)


def _around_it(around: Around, heard: Heard, callback: Callback | None) -> tuple[Record, ...]:
    """What else changes: the call's ending, and what the person asked for."""
    call = (replace(around.call, ending=ENDING),) if around.call else ()
    if callback is None:
        return call
    person = around.person.asks_for_call().consents(heard.sid, around.now)
    return (*(replace(each, callback=callback.id) for each in call), person, callback)


def _nothing_was_said(ports: Ports, recording: str) -> None:
    """Twilio kept no recording, so there is nothing to hear; what was promised stays promised."""
    now = ports.store.now()
    message = ports.store.get(Voicemail, recording)
    if message is None:
        reply = json.dumps({"kept": False, "when": ""})
        ports.store.commit(Change(now=now, request=_request(recording), reply=reply))
        return
    line = AuditLine("service", "voicemail was silent", f"voicemail:{recording}")
    ports.store.commit(
        Change(now=now, forgets=(message,), audit=(line,), request=f"silent:{recording}")
    )


def _request(recording: str) -> str:
    return f"voicemail:{recording}"
