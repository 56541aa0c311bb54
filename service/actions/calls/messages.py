"""7: the caller leaves a message, where nobody can answer and the operator allows it (R20, R40).

The notice says that it is recorded; silence ends in truthful words and leaves nothing behind.
"""

from service.actions.calls.heard import Heard
from service.actions.calls.levels import farewell, say
from service.actions.calls.recording import expect_message, take_in
from service.actions.calls.script import RecordMessage, Say, Script
from service.actions.ports import Ports
from service.actions.trying import decide_anew

RECORDED = "/voice/voicemail"
REPORT = "/voice/voicemail/status"


def record_message(ports: Ports, heard: Heard) -> Script:
    """The notice, the tone, and what follows should nothing be said."""
    decide_anew(lambda: expect_message(ports, heard))
    place = heard.place.again(slow=False)
    record = RecordMessage(then=place.path(RECORDED), report=REPORT)
    return (say(ports, place, "voicemail_notice"), record, *_nothing_heard(ports, heard))


def message_left(ports: Ports, heard: Heard) -> Script:
    """The recording is over: thanks, and when we call, if there is a number we can call."""
    if not heard.recording or heard.recorded_s < 1:
        return _nothing_heard(ports, heard)
    left = take_in(ports, heard, heard.recording, heard.recorded_s)
    if not left.kept:
        return _nothing_heard(ports, heard)
    words: tuple[Say, ...] = (say(ports, heard.place, "voicemail_thanks"),)
    if left.when:
        words = (*words, say(ports, heard.place, "callback_confirmed", when=left.when))
    return farewell(ports, heard.place, *words)


def _nothing_heard(ports: Ports, heard: Heard) -> Script:
    return farewell(ports, heard.place, say(ports, heard.place, "voicemail_nothing"))
