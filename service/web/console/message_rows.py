"""Messages callers left as rows: who, when, who heard them and what came of them, and no number."""

from collections.abc import Iterable
from dataclasses import dataclass

from service.domain.callback import Callback
from service.domain.voicemail import Voicemail
from service.web.console.frame import clock
from service.web.console.labels import STATES, language_words, number_words, outcome_words
from service.web.ports import ports


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
    """One message, in words; `todo`: a supervisor must still say that it was seen to."""

    id: str
    came: str
    number: str
    language: str
    length: str
    heard: str
    returned: str
    gone: str
    callback: str
    todo: bool


def message_rows(messages: Iterable[Voicemail]) -> list[MessageRow]:
    """Put messages into words."""
    found = list(messages)
    names = {person.id: person.name for person in ports().store.specialists()}
    wanted = {each.callback for each in found if each.callback}
    callbacks = {each.id: each for each in ports().store.get_many(Callback, sorted(wanted))}
    return [_row(each, names, callbacks.get(each.callback)) for each in found]


def _row(message: Voicemail, names: dict[str, str], callback: Callback | None) -> MessageRow:
    heard = ""
    if message.heard_at is not None:
        heard = f"{names.get(message.heard_by, 'somebody')}, {clock().at(message.heard_at)}"
    return MessageRow(
        id=message.id,
        came=clock().at(message.created_at),
        number=number_words(message.phone),
        language=language_words(message.language),
        length=f"{message.seconds // 60}:{message.seconds % 60:02}",
        heard=heard,
        returned=_returned(message, names, callback),
        gone=clock().at(message.due_at),
        callback=message.callback,
        todo=message.is_for_a_supervisor,
    )


def _returned(message: Voicemail, names: dict[str, str], callback: Callback | None) -> str:
    if message.seen_to_at is not None:
        who = names.get(message.seen_to_by, "somebody")
        return f"seen to by {who}, {clock().at(message.seen_to_at)}"
    if not message.callback:
        return "no callback" if message.phone else "no number to call"
    if callback is None:
        return "the callback was erased"
    if callback.closed_at is not None:
        return f"{outcome_words(callback.outcome).lower()}, {clock().at(callback.closed_at)}"
    if callback.spoke_at is not None:
        return f"talked, {clock().at(callback.spoke_at)}"
    tries = f", rung in vain {callback.attempts}×" if callback.attempts else ""
    return f"not yet ({STATES[callback.state].lower()}{tries})"
