"""A crisis said in pieces: what was not understood, read with what they said or texted before."""

from contextlib import suppress

from service.actions.calls.heard import Heard
from service.actions.ports import Change, Ports
from service.actions.trying import decide_anew
from service.domain.errors import LostRace, TryLater


def crisis_in_pieces(ports: Ports, heard: Heard) -> str:
    """The kind of crisis that the last two minutes make together, "" for none.

    What was said is remembered for what comes next. Without the store it stands alone.
    """
    with suppress(TryLater, LostRace):
        return decide_anew(lambda: _read_together(ports, heard))
    return ""


def _read_together(ports: Ports, heard: Heard) -> str:
    request, place = heard.request("pieces"), heard.place
    around = ports.store.around(heard.person(ports), request=request, call_sid=heard.sid)
    said = around.conversation.joined_with(heard.speech, around.now)
    together = ports.understander.understand(
        said, "voice", known_language=place.language if place.known else None
    )
    if together.is_crisis:
        return together.crisis_kind
    if around.seen is None:
        conversation = around.conversation.heard(heard.speech, around.now)
        ports.store.commit(Change(now=around.now, records=(conversation,), request=request))
    return ""
