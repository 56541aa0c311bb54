"""The text before the ring, for who asked for it (R18): the first press of "call" sends it.

Their phone is rung by a second press, once they have had the time to leave the room or to answer
LATER. Pressed twice at once, one text goes out: it and the note of it are one commit.
"""

from dataclasses import replace
from datetime import datetime

from service.actions.callbacks.deciding import Deed, audited
from service.actions.ports import Ports, WakeUp
from service.actions.texts import text_about
from service.domain.callback import Callback
from service.domain.errors import NotAllowed
from service.domain.person import Person
from service.domain.text_first import AHEAD

NO_TEXTS = "they asked to be texted before we ring, and take no texts now: a supervisor decides"


def tell_first(
    ports: Ports, callback: Callback, person: Person | None, who: str, now: datetime
) -> Deed:
    """Write the text, and that it was written; raises NotAllowed where none may be sent."""
    if person is not None and not person.takes_texts:
        raise NotAllowed(NO_TEXTS)
    text = text_about(ports, callback, "about_to_ring", now, urgent=True, good_for=AHEAD)
    return Deed(
        callback=replace(callback.renew(now), told_at=now),
        now=now,
        others=(text,),
        wakeups=(WakeUp("send_text", text.id),),
        audit=audited(who, "texted before the call", callback),
    )
