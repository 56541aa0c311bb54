"""The text after a call that was not answered: once per attempt, in calling hours only."""

from service.actions.around_leg import AroundLeg
from service.actions.ports import Ports
from service.actions.texts import text_about
from service.domain.callable_now import callable_from
from service.domain.callback import Callback, State
from service.domain.phone import known_zone
from service.domain.text import Text
from service.domain.when_words import when_words


def missed_text(ports: Ports, around: AroundLeg, tried: Callback) -> Text | None:
    """The text to send, or None where none may be sent or no next try could be named."""
    now = around.now
    if tried.state is not State.WAITING or tried.number_given:
        return None
    if around.person is not None and not around.person.takes_texts:
        return None
    if callable_from(tried, ports.policy, now) > now:
        return None
    when = when_words(
        callable_from(tried, ports.policy, tried.due_at),
        now=now,
        zone=known_zone(tried.phone, tried.zone),
        language=tried.language,
        kind="from",
    )
    return text_about(ports, tried, "missed", now, values={"when": when})
