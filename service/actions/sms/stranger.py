"""Whether a text is all we know of whoever sent it."""

from service.actions.sms.answer import Situation
from service.actions.sms.loops import without_count
from service.domain.flood import has_shown


def is_stranger(situation: Situation) -> bool:
    """Whether nothing shows yet that somebody is there: the same words again show nothing."""
    known = situation.known
    return not has_shown(known.person, known.conversation, without_count(situation.body))
