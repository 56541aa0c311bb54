"""Back from another phone, to which the switch "closed now" led the caller."""

from dataclasses import replace

from service.actions.calls.answering import new_call
from service.actions.calls.heard import Heard
from service.actions.calls.leaving import end_call
from service.actions.calls.levels import ask, farewell
from service.actions.calls.script import HangUp, Script
from service.actions.ports import Change, Ports
from service.actions.trying import decide_anew

TALKED = frozenset({"completed", "answered"})
ENDING = "forwarded"


def forwarded(ports: Ports, heard: Heard) -> Script:
    """They talked there: the closing line. Nobody took it: the closed level, with its callback."""
    if heard.gone:
        end_call(ports, heard)
        return (HangUp(),)
    if heard.result in TALKED:
        decide_anew(lambda: _note(ports, heard))
        return farewell(ports, heard.place)
    return ask(ports, heard.place.at("first", open=False, forwarded=True))


def _note(ports: Ports, heard: Heard) -> None:
    request = heard.request("forwarded")
    around = ports.store.around(heard.person(ports), request=request, call_sid=heard.sid)
    if around.seen is not None:
        return
    call = around.call or new_call(ports, heard, around)
    noted = replace(call, ending=ENDING)
    ports.store.commit(Change(now=around.now, records=(noted,), request=request))
