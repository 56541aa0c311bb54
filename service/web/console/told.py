"""What the automatic texts have told a person lately: kinds and times, never words of theirs."""

from dataclasses import dataclass
from datetime import UTC, datetime

from service.actions.ports import Ports
from service.domain.callback import Callback
from service.domain.text import Text, TextState
from service.web.console.clock import Clock
from service.web.console.labels import ANSWERS, TEXT_STATES, TEXTS

MOST = 10


@dataclass(frozen=True, slots=True)
class Told:
    """One text they got, in words."""

    when: str
    what: str


@dataclass(frozen=True, slots=True)
class Before:
    """What whoever calls should know of the texts before; `under_18`: they wrote so."""

    told: list[Told]
    under_18: bool


def told_before(ports: Ports, callback: Callback, clock: Clock) -> Before:
    """The newest first; a day back at most, for longer nothing is kept."""
    conversation = ports.store.around(callback.person).conversation
    found = [(datetime.fromtimestamp(at, UTC), _answer(kind)) for at, kind in conversation.said]
    found += [
        (each.created_at, _text(each))
        for each in ports.store.about(callback.person)
        if isinstance(each, Text)
    ]
    newest = sorted(found, reverse=True)[:MOST]
    return Before([Told(clock.at(at), what) for at, what in newest], conversation.under_18)


def _answer(kind: str) -> str:
    return ANSWERS.get(kind, kind.replace("-", " "))


def text_words(text: Text) -> str:
    """What a text of ours was about."""
    if text.words.startswith("after_call_"):
        return "A text after a call"
    return TEXTS.get(text.words, text.words.replace("_", " "))


def _text(text: Text) -> str:
    state = TEXT_STATES[TextState(text.state)]
    return f"{text_words(text)}: {state}"
