"""A flood: far more strangers ask for a call by text than ever do, and most may be false numbers.

A stranger is somebody of whom we know the one text they asked by. In an ordinary hour that makes no
difference. In a flood a stranger's request is kept like any other, but stands behind those who have
shown to be somebody: by a second text in other words, an earlier conversation, a call to us. A
crisis never stands behind. Knows nothing of how requests are counted.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from service.domain.callback import Callback, State
from service.domain.callback_states import SHOWN
from service.domain.person import Conversation, Person

WINDOW = timedelta(hours=1)
"""Long enough to notice a flood that trickles, short enough to be over soon after it."""
BY_THE_END_OF = timedelta(hours=24)
"""Nothing is promised to whoever stands behind, but by then somebody is to look why."""


def is_flood(strangers: int, flood_from: int) -> bool:
    """Whether so many strangers within the window are a flood; 0 is never one."""
    return 0 < flood_from <= strangers


def has_shown(person: Person, conversation: Conversation, said: str) -> bool:
    """Whether whoever sends this text (folded) is more than one text to us."""
    met = person.first_contact_at or person.consent_at or person.asked_to_confirm_at
    return met is not None and said != conversation.last_inbound.partition("\n")[0]


def from_stranger(callback: Callback, *, flood: bool) -> Callback:
    """A new request of which we know one text; in a flood it stands behind from the beginning."""
    if not flood:
        return replace(callback, stranger=True)
    looked_at = max(callback.promise_at, callback.created_at + BY_THE_END_OF)
    return replace(callback, stranger=True, behind=True, promise_at=looked_at)


def may_be_put_behind(callback: Callback) -> bool:
    """Whether it came with the flood, before anybody knew that it was one."""
    waits = callback.state is State.WAITING and not callback.on_line
    return callback.stranger and not callback.behind and waits and not callback.crisis


def put_behind(callback: Callback) -> Callback:
    """Behind from now on; what was promised stays in the record, and they are told."""
    return replace(callback, behind=True)


def come_forward(callback: Callback, promise_by: datetime) -> Callback:
    """They have shown to be somebody: back to where they would have stood."""
    if not callback.behind:
        return replace(callback, **SHOWN)
    return replace(callback, promise_at=min(callback.promise_at, promise_by), **SHOWN)
