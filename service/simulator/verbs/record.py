"""Record: the beep, what the person says after it, and the recording that is kept."""

from service.simulator.events import Gone, Next, Pressed, Speaking, Spoke
from service.simulator.follow import carries_out, step_to
from service.simulator.leg import Leg
from service.simulator.model import Recording
from service.simulator.times import make_sid
from service.simulator.twiml import Document, Verb

# People type here instead of speaking, so silence is measured with more patience.
PATIENCE_S = 15.0


@carries_out("Record")
def record(leg: Leg, verb: Verb, document: Document) -> Next | None:
    leg.pick_up()
    if verb.is_on("playBeep", default=True):
        leg.hear("(beep)", "beep")
    began = leg.exchange.clock.now_s()
    said: list[str] = []
    limit = verb.number("maxLength", 3600)
    ended_by = "silence"
    try:
        with leg.expecting({"verb": "record", "maxLength": limit, "input": "speech dtmf"}):
            ended_by = _listen(leg, verb, limit, said)
    except Gone:
        if said:
            step = _done(leg, verb, document, said, began, "hangup")
            leg.exchange.notify(leg.call.sid, step.url, leg.params() | step.params, step.method)
        else:
            _report(leg, verb, document, make_sid("RE"), "absent", {"RecordingDuration": "0"})
        raise
    if not said:
        # An empty recording is thrown away and the action is not asked.
        _report(leg, verb, document, make_sid("RE"), "absent", {"RecordingDuration": "0"})
        return None
    return _done(leg, verb, document, said, began, ended_by)


def _listen(leg: Leg, verb: Verb, limit_s: float, said: list[str]) -> str:
    clock = leg.exchange.clock
    end = clock.now_s() + limit_s
    finish_on = verb.get("finishOnKey", "1234567890*#")
    patience = max(PATIENCE_S, verb.number("timeout", 5))
    while (left := end - clock.now_s()) > 0:
        event = leg.wait(min(left, patience), Pressed, Spoke, Speaking)
        if event is None and left > patience:
            return "silence"
        if isinstance(event, Spoke):
            said.append(event.text)
            leg.tell_story("recorded", text=event.text)
        if isinstance(event, Pressed) and event.key in finish_on:
            return event.key
    return "limit"


def _done(
    leg: Leg, verb: Verb, document: Document, said: list[str], began: float, ended_by: str
) -> Next:
    exchange = leg.exchange
    seconds = max(1, round(exchange.clock.now_s() - began))
    recording = Recording(leg.call.sid, seconds, " ".join(said))
    with exchange.world.changing():
        exchange.world.recordings[recording.sid] = recording
    account = exchange.options.account_sid
    fields = {
        "RecordingSid": recording.sid,
        # Twilio's own address: whoever trusts it asks the real Twilio, not us.
        "RecordingUrl": f"https://api.twilio.com/2010-04-01/Accounts/{account}/Recordings/"
        + recording.sid,
        "RecordingDuration": str(seconds),
    }
    _report(leg, verb, document, recording.sid, "completed", fields)
    digits = {} if ended_by in ("silence", "limit") else {"Digits": ended_by}
    return step_to(leg, document, verb.get("action"), verb.get("method"), fields | digits)


def _report(
    leg: Leg, verb: Verb, document: Document, sid: str, status: str, fields: dict[str, str]
) -> None:
    """Tell recordingStatusCallback, where it asked for this status (only "completed" unasked)."""
    callback = verb.get("recordingStatusCallback")
    wanted = verb.get("recordingStatusCallbackEvent", "completed").split()
    if not callback or status not in wanted:
        return
    more = {
        "CallSid": leg.call.sid,
        "AccountSid": leg.exchange.options.account_sid,
        "RecordingSid": sid,
        "RecordingStatus": status,
        "RecordingSource": "RecordVerb",
    }
    leg.exchange.notify(sid, leg.exchange.absolute(callback, document.url), fields | more)
