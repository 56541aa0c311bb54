"""Approved texts that a specialist sends after a talk, because the person said yes to one on it.

Which there are is in templates/sms: every key that begins with "after_call_". Each goes once.
"""

from dataclasses import dataclass, replace

from service.actions.callbacks.deciding import Deed, audited, carry_out, held
from service.actions.ports import Ports, WakeUp
from service.actions.texts import new_text
from service.domain.callback import Callback
from service.domain.errors import NotAllowed
from service.domain.person import Person
from service.domain.wording import Wording

PREFIX = "after_call_"


@dataclass(frozen=True, slots=True)
class Offered:
    """One text as it would be read; `name` is its key without the prefix."""

    name: str
    words: str


def offered(wording: Wording, language: str) -> list[Offered]:
    """Every approved text in the person's language, in the order of the file."""
    names = [key.removeprefix(PREFIX) for key in wording.texts[language] if key.startswith(PREFIX)]
    return [Offered(name, wording.sms(key_of(name), language)) for name in names]


def key_of(name: str) -> str:
    """Where its words are."""
    return f"after_call_{name}"


def text_after_call(
    ports: Ports, callback_id: str, token: int, name: str, who: str, *, consented: bool
) -> Callback:
    """Send one text to whoever the holder has talked with; sent already, nothing changes.

    Raises StaleToken, NotAllowed (no consent, no talk yet, opted out, blocked, no such text).
    """

    def decide() -> Deed:
        callback = held(ports, callback_id, token, who)
        if name in callback.texts_sent:
            return Deed(callback=callback)
        _refuse(ports, callback, name, consented=consented)
        now = ports.store.now()
        text = new_text(
            ports,
            person=callback.person,
            phone=callback.phone,
            language=callback.language,
            words=key_of(name),
            now=now,
        )
        return Deed(
            callback=replace(callback, texts_sent=(*callback.texts_sent, name)),
            now=now,
            others=(text,),
            wakeups=(WakeUp("send_text", text.id),),
            audit=audited(who, "sent a text after the call", callback, f"{name}, with consent"),
        )

    return carry_out(ports, "", decide)


def why_no_texts(ports: Ports, callback: Callback) -> str:
    """Why this person gets none, or ""."""
    person = ports.store.get(Person, callback.person)
    if person is not None and not person.takes_texts:
        return "this person asked for no texts; only they can change that, by START"
    if person is not None and person.is_blocked(ports.store.now()):
        return "this number is blocked for now"
    return ""


def _refuse(ports: Ports, callback: Callback, name: str, *, consented: bool) -> None:
    if name not in {each.name for each in offered(ports.wording, callback.language)}:
        raise NotAllowed("choose one of the texts")
    if not consented:
        raise NotAllowed("ask on the call whether they want this text, and tick that they do")
    if callback.spoke_at is None:
        raise NotAllowed("a text follows a talk: nobody has talked with this person yet")
    why = why_no_texts(ports, callback)
    if why:
        raise NotAllowed(why)
