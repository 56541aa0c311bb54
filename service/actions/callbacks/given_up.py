"""The text to somebody whom a person here could not reach and has stopped calling."""

from service.actions.ports import Ports
from service.actions.texts import text_about
from service.domain.callable_now import callable_from
from service.domain.callback import Callback, Outcome
from service.domain.person import Person
from service.domain.text import Text


def given_up_text(ports: Ports, closed: Callback) -> tuple[Text, ...]:
    """The one text, or none: only to who asked from that phone and was called in vain.

    It goes out while the person may be called, as a text in the night wakes them too.
    """
    now = ports.store.now()
    in_vain = closed.attempts > 0 and closed.spoke_at is None
    theirs = bool(closed.phone) and not closed.number_given
    if closed.outcome != Outcome.UNREACHABLE or not in_vain or not theirs:
        return ()
    person = ports.store.get(Person, closed.person)
    if person is not None and not person.takes_texts:
        return ()
    if callable_from(closed, ports.policy, now) > now:
        return ()
    return (text_about(ports, closed, "given_up", now),)
