"""A message was recorded: one record, and a callback for whoever left it.

Twilio tells of a recording twice, by the verb's action and by a report, in any order; either may be
lost or doubled. Both name the RecordingSid, and the first one counts.
"""

import json
from dataclasses import dataclass, replace

from service.actions.calls import wishes
from service.actions.calls.answering import new_call
from service.actions.calls.blocked import is_refused
from service.actions.calls.heard import Heard
from service.actions.calls.place import Place
from service.actions.ports import Around, AuditLine, Change, Ports, Record
from service.actions.trying import decide_anew
from service.domain.callback import Callback
from service.domain.voicemail import Voicemail, kept_until

ENDING = "voicemail"


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


def nothing_was_said(ports: Ports, recording: str) -> None:
    """Twilio kept no recording, so there is nothing to hear; what was promised stays promised."""
    decide_anew(lambda: _forget_silence(ports, recording))


def request_of(recording: str) -> str:
    """Names the taking in of this recording: it happens once."""
    return f"voicemail:{recording}"


def _take_in(ports: Ports, heard: Heard, recording: str, seconds: int) -> str:
    request = request_of(recording)
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
    """The callback it becomes, or merges into; none where no number can be called, or for a
    blocked one."""
    if not heard.can_be_called(ports) or is_refused(around):
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


def _forget_silence(ports: Ports, recording: str) -> None:
    now = ports.store.now()
    message = ports.store.get(Voicemail, recording)
    if message is None:
        reply = json.dumps({"kept": False, "when": ""})
        ports.store.commit(Change(now=now, request=request_of(recording), reply=reply))
        return
    line = AuditLine("service", "voicemail was silent", f"voicemail:{recording}")
    ports.store.commit(
        Change(now=now, forgets=(message,), audit=(line,), request=f"silent:{recording}")
    )
