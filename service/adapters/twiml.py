"""Puts a script into TwiML: the one place where a call's TwiML is built.

twilio's builders escape markup but neither control characters nor nonsense, so the words are
cleaned here; which verbs may stand where is checked by the tests, document by document.
"""

import re

from twilio.twiml.voice_response import Dial, Gather, VoiceResponse
from twilio.twiml.voice_response import Say as SayVerb

from service.actions.calls.script import (
    Ask,
    GoTo,
    HangUp,
    JoinRoom,
    LeaveLine,
    Pause,
    RingNumber,
    Say,
    Script,
    Step,
    WaitInLine,
)

# One queue for everybody: queues persist at Twilio until they are deleted.
LINE = "helpline"
VOICES = {"en": ("Polly.Joanna-Neural", "en-US"), "es": ("Polly.Lupe-Neural", "es-US")}
# XML 1.0 section 2.2 allows no other characters.
NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def voice_twiml(script: Script) -> str:
    """The document that makes a phone do what the script says."""
    response = VoiceResponse()
    for step in script:
        _add(step, response)
    return str(response)


def _add(step: Step, to: VoiceResponse) -> None:
    match step:
        case Say():
            to.append(_spoken(step))
        case Ask():
            to.append(_gather(step))
        case JoinRoom():
            to.append(_room(step))
        case RingNumber():
            to.append(_ring(step))
        case _:
            _add_plain(step, to)


def _add_plain(step: Pause | GoTo | WaitInLine | LeaveLine | HangUp, to: VoiceResponse) -> None:
    match step:
        case Pause(seconds):
            to.pause(length=seconds)
        case GoTo(path):
            to.redirect(path, method="POST")
        case WaitInLine(wait=wait, then=then):
            to.enqueue(LINE, action=then, method="POST", wait_url=wait, wait_url_method="POST")
        case LeaveLine():
            to.leave()
        case HangUp():
            to.hangup()


def _gather(step: Ask) -> Gather:
    listening = {"speech_timeout": "auto", "profanity_filter": False} if step.speech else {}
    gather = Gather(
        input="dtmf speech" if step.speech else "dtmf",
        action=step.then,
        method="POST",
        timeout=step.silence_s,
        num_digits=step.digits,
        # A single key needs no end; otherwise "#" would be swallowed as the end of nothing.
        finish_on_key="" if step.digits == 1 else "#",
        language=VOICES[step.language][1],
        hints=step.hints or None,
        action_on_empty_result=not step.or_go_on,
        **listening,
    )
    for say in step.says:
        gather.append(_spoken(say))
    return gather


def _room(step: JoinRoom) -> Dial:
    dial = Dial(action=step.then, method="POST")
    dial.conference(
        step.room,
        start_conference_on_enter=True,
        end_conference_on_exit=True,
        beep="false",
        # Silence until the other comes: Twilio's default is music from another company's server.
        wait_url="",
    )
    return dial


def _ring(step: RingNumber) -> Dial:
    dial = Dial(timeout=step.seconds)
    dial.number(step.number)
    return dial


def _spoken(say: Say) -> SayVerb:
    voice, language = VOICES[say.language]
    words = NOT_XML.sub("", say.words)
    if not say.slow:
        return SayVerb(words, voice=voice, language=language)
    verb = SayVerb(voice=voice, language=language)
    verb.prosody(words, rate="slow")
    return verb
