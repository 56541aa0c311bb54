"""Whether the call that a texter has saved comes as it stands, and what they ask about it."""

from service.actions.sms.answer import Situation
from service.actions.sms.opting import TEXTED_STOP
from service.domain.callback import Callback, State
from service.domain.said_questions import (
    asks_about_voicemail,
    asks_when,
    only_asks_about_voicemail,
    tells_no_zip,
)

ALSO_GUESSED = ("unknown", "fact:", "who", "help", "menu")
"""What the signs may take a short question for that no rule knows."""


def coming_call(situation: Situation) -> Callback | None:
    """Their saved call; None where none comes unless they, or a supervisor, do something."""
    callback = situation.known.callback
    if callback is None or callback.state is State.REVIEW or callback.has_had_its_talk:
        return None
    return None if is_called_off(situation, callback) else callback


def is_called_off(situation: Situation, callback: Callback) -> bool:
    """A STOP took it off the queue, or the number it was for is erased: nobody dials it, nothing
    refines it, until they ask anew."""
    stopped = callback.review_reason == TEXTED_STOP or not situation.known.person.takes_calls
    return callback.has_no_number or (callback.state is State.REVIEW and stopped)


def asks_after_call(situation: Situation) -> bool:
    """Whether nobody would know what they ask, "when?", if no call were saved."""
    means, body = situation.means, situation.body
    nothing = means.intent == "unknown" or means.refined == "when"
    return nothing and (asks_when(body) or tells_no_zip(body))


def asks_of_voicemail(situation: Situation) -> bool:
    """Whether they only ask if we leave one, and neither allow nor refuse it."""
    means = situation.means
    if means.intent == "callback" and only_asks_about_voicemail(situation.body):
        return True
    may = means.intent.startswith(ALSO_GUESSED) or means.refined in ("voicemail", "no-voicemail")
    return may and asks_about_voicemail(situation.body)
