"""Makes the record of a text that a worker will send."""

from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from service.actions.ports import Ports
from service.domain.callback import Callback
from service.domain.text import Text

GOOD_FOR = timedelta(hours=4)


class _More(TypedDict, total=False):
    values: dict[str, str]
    urgent: bool
    good_for: timedelta


def new_text(
    ports: Ports,
    *,
    person: str,
    phone: str,
    language: str,
    words: str,
    now: datetime,
    values: dict[str, str] | None = None,
    urgent: bool = False,
    good_for: timedelta = GOOD_FOR,
) -> Text:
    """A text to be put into a Change together with WakeUp("send_text", text.id).

    `words` is a key of templates/sms; a text not sent within `good_for` is not sent at all.
    """
    return Text(
        id=ports.new_id(),
        person=person,
        phone=phone,
        language=language,
        words=words,
        values=tuple((values or {}).items()),
        created_at=now,
        due_at=now,
        expires_at=now + good_for,
        urgent=urgent,
    )


def text_about(
    ports: Ports, callback: Callback, words: str, now: datetime, **more: Unpack[_More]
) -> Text:
    """As `new_text`, to whoever asked for this callback and in its language."""
    return new_text(
        ports,
        person=callback.person,
        phone=callback.phone,
        language=callback.language,
        words=words,
        now=now,
        **more,
    )
