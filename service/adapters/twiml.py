"""Puts a script into TwiML: the one place where a call's TwiML is built.

twilio's builders escape markup but neither control characters nor nonsense, so the words are
cleaned here; which verbs may stand where is checked by the tests, document by document.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from twilio.twiml.voice_response import Dial, Gather, Play, Record, VoiceResponse
from twilio.twiml.voice_response import Say as SayVerb

from service.actions.calls.script import (
    Ask,
    GoTo,
    HangUp,
    JoinRoom,
    LeaveLine,
    Pause,
    RecordMessage,
    RingNumber,
    Say,
    Script,
    Step,
    WaitInLine,
)
from service.domain.voices import Voice, voices

# One queue for everybody: queues persist at Twilio until they are deleted.
LINE = "helpline"
# What callers speak, whatever voice speaks to them.
UNDERSTOOD = {"en": "en-US", "es": "es-US"}
# XML 1.0 section 2.2 allows no other characters.
NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Manner:
    """How this helpline's documents sound, and where they lead.

    `prefix` is the path of the public URL: a root-relative address would lose it. `recorded` names
    the path of a recording by (language, key); what has none is spoken by the language's voice.
    """

    prefix: str = ""
    voices: Mapping[str, Voice] = field(default_factory=voices)
    recorded: Mapping[tuple[str, str], str] = field(default_factory=dict)


PLAIN = Manner()


def voice_twiml(script: Script, manner: Manner = PLAIN) -> str:
    """The document that makes a phone do what the script says."""
    response = VoiceResponse()
    for step in script:
        _add(step, response, manner)
    return str(response)


def _add(step: Step, to: VoiceResponse, manner: Manner) -> None:
    match step:
        case Say():
            to.append(_spoken(step, manner))
        case Ask():
            to.append(_gather(step, manner))
        case JoinRoom():
            to.append(_room(step, manner))
        case RingNumber():
            to.append(_ring(step, manner))
        case RecordMessage():
            to.append(_record(step, manner))
        case _:
            _add_plain(step, to, manner.prefix)


def _add_plain(
    step: Pause | GoTo | WaitInLine | LeaveLine | HangUp, to: VoiceResponse, prefix: str
) -> None:
    match step:
        case Pause(seconds):
            to.pause(length=seconds)
        case GoTo(path):
            to.redirect(prefix + path, method="POST")
        case WaitInLine(wait=wait, then=then):
            to.enqueue(
                LINE,
                action=prefix + then,
                method="POST",
                wait_url=prefix + wait,
                wait_url_method="POST",
            )
        case LeaveLine():
            to.leave()
        case HangUp():
            to.hangup()


def _gather(step: Ask, manner: Manner) -> Gather:
    listening = {"speech_timeout": "auto", "profanity_filter": False} if step.speech else {}
    gather = Gather(
        input="dtmf speech" if step.speech else "dtmf",
        action=manner.prefix + step.then,
        method="POST",
        timeout=step.silence_s,
        num_digits=step.digits,
        # A single key needs no end; otherwise "#" would be swallowed as the end of nothing.
        finish_on_key="" if step.digits == 1 else "#",
        language=UNDERSTOOD[step.language],
        hints=step.hints or None,
        action_on_empty_result=not step.or_go_on,
        **listening,
    )
    for say in step.says:
        gather.append(_spoken(say, manner))
    return gather


def _room(step: JoinRoom, manner: Manner) -> Dial:
    star = {"hangup_on_star": True} if step.star else {}
    dial = Dial(action=manner.prefix + step.then, method="POST", **star)
    dial.conference(
        step.room,
        start_conference_on_enter=True,
        end_conference_on_exit=step.ends,
        beep="false",
        # Silence until the other comes: Twilio's default is music from another company's server.
        wait_url="",
    )
    return dial


def _ring(step: RingNumber, manner: Manner) -> Dial:
    leads = {"action": manner.prefix + step.then, "method": "POST"} if step.then else {}
    dial = Dial(timeout=step.seconds, caller_id=step.shown or None, **leads)
    dial.number(step.number)
    return dial


def _record(step: RecordMessage, manner: Manner) -> Record:
    return Record(
        action=manner.prefix + step.then,
        method="POST",
        max_length=step.seconds,
        timeout=step.silence_s,
        play_beep=True,
        finish_on_key="1234567890*#",
        recording_status_callback=manner.prefix + step.report,
        recording_status_callback_method="POST",
        recording_status_callback_event="completed absent",
    )


def _spoken(say: Say, manner: Manner) -> SayVerb | Play:
    recorded = manner.recorded.get((say.language, say.key))
    # Nobody records a sentence twice: slowly it is always the voice that speaks.
    if recorded and not say.slow:
        return Play(manner.prefix + recorded)
    voice = manner.voices[say.language]
    words = NOT_XML.sub("", say.words)
    if not say.slow or not voice.can_slow_down:
        return SayVerb(words, voice=voice.name, language=voice.language)
    verb = SayVerb(voice=voice.name, language=voice.language)
    verb.prosody(words, rate="slow")
    return verb
