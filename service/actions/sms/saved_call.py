"""Whether the call that a texter has saved comes as it stands."""

from service.actions.sms.answer import Situation
from service.actions.sms.opting import TEXTED_STOP
from service.domain.callback import Callback, State


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
