"""Says how one text or one spoken sentence would be understood and answered, touching no store.

As if a stranger had sent it, with nobody known and nothing open.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from service.actions.ports import Ports
from service.actions.sms import callback_words
from service.actions.sms.answer import Situation
from service.actions.sms.opting import yes_read_rightly
from service.actions.sms.other_number import holder_is_asked
from service.actions.sms.receive import Inbound, decide_on
from service.actions.sms.storeless import a_stranger
from service.actions.sms.topics import NOT_IN_SOURCE
from service.domain.facts import WHAT_FAMILIES_NOTICE
from service.domain.gsm7 import segments
from service.domain.understanding import Understanding

VOICE_WORDS = {
    "insurance": "insurance",
    "who": "who_answers",
    "help": "menu_open_after",
    "menu": "menu_open_after",
    "repeat": "menu_open_after",
    "stop": "stop_confirm",
    "human": "connecting",
    "callback:cancel": "callback_cancelled",
    "thanks": "thanks",
    "language:en": "menu_open_after",
    "language:es": "menu_open_after",
    "crisis:self-harm": "crisis_on_duty",
    "crisis:overdose": "crisis_on_duty",
}


@dataclass(frozen=True, slots=True)
class Explained:
    """What was understood, and the words that answer it."""

    means: Understanding
    reply: str
    segments: int


def explain(ports: Ports, text: str, channel: str, *, phone: str, now: datetime) -> Explained:
    """Explain one text (`channel` "sms") or sentence ("voice")."""
    means = ports.understander.understand(text, channel)
    stranger = replace(a_stranger(), now=now)
    read = yes_read_rightly(means, stranger, ports.policy.number) if channel == "sms" else means
    situation = Situation(ports=ports, sid="", phone=phone, body=text, means=read, known=stranger)
    reply = _spoken(situation) if channel == "voice" else _texted(situation)
    return Explained(means, reply, segments(reply) if reply else 0)


def _texted(situation: Situation) -> str:
    known_words = _said_whoever_asks(situation)
    if known_words:
        return situation.words(known_words)
    inbound = Inbound(sid="", phone=situation.phone, body=situation.body)
    decision = decide_on(situation, inbound)
    return decision.messages[0] if decision.messages else ""


def _said_whoever_asks(situation: Situation) -> str:
    """The key of an answer that would look in the store first; "" for any other."""
    if situation.means.refined == "erase":
        return "erased"
    return "number_to_confirm" if holder_is_asked(situation) else ""


def _spoken(situation: Situation) -> str:
    means, wording = situation.means, situation.ports.wording
    if means.refined == NOT_IN_SOURCE:
        return wording.say("not_in_source", means.language)
    if means.refined == "signs":
        return wording.fact_voice(WHAT_FAMILIES_NOTICE, means.language)
    if means.intent.startswith("fact:"):
        return wording.topic_voice(means.intent[5:], means.answer_in)
    if means.intent == "callback":
        when = callback_words.when_if_asked_now(situation)
        return wording.say(
            "callback_saved", means.answer_in, last_four=situation.phone[-4:], when=when
        )
    key = VOICE_WORDS.get(means.intent, "not_understood")
    return wording.say(key, means.answer_in)
