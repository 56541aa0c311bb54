"""Who asked to be texted before we ring (R18): whether they were told, and from when we may ring.

Somebody who asked for it may have to leave the room first, and needs the time to say "not now".
In a crisis nothing is put off: that somebody calls now is told them by its own text.
Knows nothing of how a text is sent.
"""

from datetime import datetime, timedelta

from service.domain.callback import Callback

AHEAD = timedelta(minutes=3)
"""How long they have between the text and the ring."""
HOLDS = timedelta(minutes=20)
"""After this the text's "in a few minutes" is no longer true: they are told again."""


def must_be_told(callback: Callback, now: datetime) -> bool:
    """Whether a text must go out before their phone rings."""
    told_at = callback.told_at
    return _waits(callback) and (told_at is None or now >= told_at + HOLDS)


def may_ring_from(callback: Callback, now: datetime) -> datetime:
    """The first moment, from `now` on, that leaves them the time promised by the text."""
    if not _waits(callback) or callback.told_at is None:
        return now
    return max(now, callback.told_at + AHEAD)


def _waits(callback: Callback) -> bool:
    return callback.text_first and not callback.crisis
