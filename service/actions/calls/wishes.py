"""Key 5: the callback is saved before a word is said, then refined; the words only tell what is
stored. The same webhook again finds its stored answer and says the same.
"""

import json
from collections.abc import Callable
from dataclasses import replace

from service.actions.asking import Wish, ask_for_callback
from service.actions.calls import given_number
from service.actions.calls.blocked import closing_words, end_spoken, is_refused
from service.actions.calls.heard import Heard
from service.actions.calls.levels import ask, farewell, listen, say
from service.actions.calls.person import ask_for_person
from service.actions.calls.place import MOST_UNCLEAR, Place
from service.actions.calls.said_hours import as_asked_for, at_said_hour
from service.actions.calls.script import Say, Script
from service.actions.calls.times import callback_spoken, next_part, promise_spoken
from service.actions.ports import Around, AuditLine, Change, Ports, WakeUp
from service.actions.trying import decide_anew
from service.domain.call import Call
from service.domain.callback import Callback, Outcome, Reason, State
from service.domain.errors import NotAllowed

CAN_BE_CHANGED = frozenset({State.WAITING, State.REVIEW, State.CLAIMED})
REASONS = {"insurance": Reason.INSURANCE, "message": Reason.VOICEMAIL}


def save(ports: Ports, heard: Heard) -> Script:
    """Put the caller on the list, or find them there; then say when and which number rings."""
    if not heard.can_be_called(ports):
        key = "number_refused" if heard.caller else "callback_cannot"
        return given_number.ask_number(ports, heard, key)
    request = heard.request("callback")
    stored = json.loads(decide_anew(lambda: _save(ports, heard, request)))
    if "blocked" in stored:
        return closing_words(ports, heard.place, stored["blocked"])
    via = heard.place.via or heard.place.level
    if not stored["when"]:
        return ask(ports, heard.place.at("time", via=via))
    return _tell(ports, heard, heard.place.at("saved", via=via), stored)


def save_in(ports: Ports, heard: Heard, around: Around, *, phone: str = "") -> tuple[Callback, str]:
    """The callback as it is to be stored, and when it comes, in words, by the clock where the
    phone is that rings; `phone` is a number they keyed in."""
    wish = Wish(
        phone=phone or heard.caller,
        language=heard.place.language,
        reason=REASONS.get(heard.place.via or heard.place.level, Reason.TREATMENT),
        channel="voice",
        crisis=_in_crisis(heard, around),
        zone=around.callback.zone if around.callback else "",
        given_person=ports.identity.person(phone) if phone else "",
    )
    asked = ask_for_callback(around, wish, ports.policy, ports.new_id)
    callback = asked.callback.rang_off()
    if asked.is_new or callback.promise_at <= around.now:
        when = promise_spoken(
            asked.promise, callback.phone, callback.zone, around.now, wish.language
        )
    else:
        when = callback_spoken(callback, around.now, wish.language)
    return callback, when


def _in_crisis(heard: Heard, around: Around) -> bool:
    """On this call, or by what they texted or said on another and nobody has signed off."""
    of_this_call = heard.place.level == "crisis" or bool(around.call and around.call.crisis)
    return of_this_call or around.conversation.is_in_safe_mode(around.now)


def saved_again(ports: Ports, heard: Heard, place: Place, around: Around | None = None) -> Script:
    """What is stored, said once more."""
    around = around or ports.store.around(heard.person(ports), call_sid=heard.sid)
    if around.callback is None:
        return ask(ports, place.at("first"))
    when = callback_spoken(around.callback, around.now, place.language)
    return _tell(ports, heard, place, {"new": False, "when": when}, around.callback.phone)


def confirmed(ports: Ports, heard: Heard) -> Script:
    """1: that is right. Nothing changes."""
    around = ports.store.around(heard.person(ports), call_sid=heard.sid)
    if around.callback is None:
        return farewell(ports, heard.place)
    when = callback_spoken(around.callback, around.now, heard.place.language)
    return farewell(ports, heard.place, say(ports, heard.place, "callback_confirmed", when=when))


def other_time(ports: Ports, heard: Heard, part: str) -> Script:
    """3: another part of the day is the new promise."""

    def put(callback: Callback, around: Around) -> Callback:
        hours = around.closing.over(ports.policy.hours, around.now)
        at = next_part(part, callback, ports.policy, hours, around.now)
        return callback.reschedule(at, around.now)

    return _time_changed(ports, heard, change_callback(ports, heard, f"time-{part}", put))


def stated(ports: Ports, heard: Heard) -> Script:
    """A day and an hour, said aloud: the time it becomes is read back. At one at which nobody ever
    calls they are asked for another."""

    def put(callback: Callback, around: Around) -> Callback:
        hours = around.closing.over(ports.policy.hours, around.now)
        put = at_said_hour(heard.speech, callback, ports.policy, hours, around.now)
        if put is None:
            raise NotAllowed("that names no time")
        return put

    when = change_callback(ports, heard, "time-stated", put)
    times = heard.place.unclear + 1
    if not when and times >= MOST_UNCLEAR:
        return ask_for_person(ports, heard)
    if not when:
        return ask(ports, heard.place.at("time", via=heard.place.via, unclear=times))
    return _time_changed(ports, heard, when)


def voicemail(ports: Ports, heard: Heard) -> Script:
    """4: a neutral message may be left."""
    when = change_callback(ports, heard, "voicemail", lambda c, _: replace(c, voicemail_ok=True))
    return _changed(ports, heard, when, say(ports, heard.place, "voicemail_saved"))


def _time_changed(ports: Ports, heard: Heard, when: str) -> Script:
    return _changed(ports, heard, when, say(ports, heard.place, "time_saved", when=when))


def _changed(ports: Ports, heard: Heard, when: str, saved: Say) -> Script:
    if not when:
        return ask(ports, heard.place.at("first"))
    if when == given_number.BEING_DIALLED:
        return farewell(ports, heard.place, say(ports, heard.place, "change_too_late"))
    return anything_else(ports, heard, saved)


def anything_else(ports: Ports, heard: Heard, saved: Say) -> Script:
    """What was just changed, and what else may be: a misheard hour costs nobody a second call."""
    place = heard.place.at("saved", via=heard.place.via)
    return (listen(ports, place, saved, say(ports, place, "saved_more")),)


def cancel(ports: Ports, heard: Heard) -> Script:
    """Said aloud: no call after all. The person themself takes it back, also while it rings."""
    decide_anew(lambda: _cancel(ports, heard))
    return farewell(ports, heard.place, say(ports, heard.place, "callback_cancelled"))


def change_callback(
    ports: Ports, heard: Heard, what: str, change: Callable[[Callback, Around], Callback]
) -> str:
    """Change the caller's open callback; returns when it comes, in words, "" if there is none and
    BEING_DIALLED if a phone rings for it already."""
    request = heard.request(what)

    def deed() -> str:
        around = ports.store.around(heard.person(ports), request=request, call_sid=heard.sid)
        callback = around.callback
        if around.seen is not None:
            return around.seen
        if callback is None:
            return ""
        if callback.state not in CAN_BE_CHANGED:
            return given_number.BEING_DIALLED
        try:
            changed = change(callback, around)
        except NotAllowed:
            return ""
        reply = _told(heard, around, callback, changed)
        line = AuditLine("person", what, f"callback:{callback.id}", "by phone")
        return ports.store.commit(
            Change(now=around.now, records=(changed,), audit=(line,), request=request, reply=reply)
        ).reply

    return decide_anew(deed)


def call_noting(call: Call | None, callback: Callback) -> tuple[Call, ...]:
    """The call's own record, saying that it ended in this callback unless a person is reached."""
    if call is None:
        return ()
    return (replace(call, callback=callback.id, ending="callback"),)


def asked_line(callback: Callback) -> AuditLine:
    """The audit entry of a request by phone."""
    what = "asked for a call" if callback.version == 0 else "asked again"
    return AuditLine("person", what, f"callback:{callback.id}", "by phone")


def _cancel(ports: Ports, heard: Heard) -> None:
    request = heard.request("cancel")
    around = ports.store.around(heard.person(ports), request=request, call_sid=heard.sid)
    callback = around.callback
    if around.seen is not None or callback is None or callback.state is State.TALKING:
        return
    ringing = callback.leg_ids if callback.attempt else ()
    change = Change(
        now=around.now,
        records=(callback.close(Outcome.CANCELLED, around.now),),
        wakeups=tuple(WakeUp("hang_up", leg) for leg in ringing),
        audit=(AuditLine("person", "cancelled", f"callback:{callback.id}", "by phone"),),
        request=request,
    )
    ports.store.commit(change)


def _told(heard: Heard, around: Around, before: Callback, after: Callback) -> str:
    """When it comes now, in words; "" where it has come to wait for another hour of theirs."""
    if after.state is State.REVIEW and before.state is not State.REVIEW:
        return ""
    return callback_spoken(after, around.now, heard.place.language)


def _save(ports: Ports, heard: Heard, request: str) -> str:
    around = ports.store.around(heard.person(ports), request=request, call_sid=heard.sid)
    if around.seen is not None:
        return around.seen
    if is_refused(around, crisis=heard.place.level == "crisis"):
        return json.dumps({"blocked": end_spoken(heard, around, heard.place.language)})
    saved, when = save_in(ports, heard, around)
    hours = around.closing.over(ports.policy.hours, around.now)
    callback = as_asked_for(heard.speech, saved, ports.policy, hours, around.now)
    if callback is not saved:
        when = _told(heard, around, saved, callback)
    person = around.person.reads(heard.place.language, settled=False).asks_for_call()
    person = person.consents(heard.sid, around.now)
    change = Change(
        now=around.now,
        records=(callback, person, *call_noting(around.call, callback)),
        audit=(asked_line(callback),),
        request=request,
        reply=json.dumps({"new": callback.version == 0, "when": when}),
    )
    return ports.store.commit(change).reply


def _tell(
    ports: Ports, heard: Heard, place: Place, stored: dict[str, object], phone: str = ""
) -> Script:
    key = "callback_saved" if stored["new"] else "callback_already"
    last_four = (phone or heard.caller)[-4:]
    words = say(ports, place, key, last_four=last_four, when=stored["when"])
    return (listen(ports, place, words),)
