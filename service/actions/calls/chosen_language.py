"""The language that a caller chooses stays theirs: on this call, on the next, and by text."""

from contextlib import suppress
from dataclasses import replace

from service.actions.calls.heard import Heard
from service.actions.ports import Around, Change, Ports, Record
from service.actions.trying import decide_anew
from service.domain.errors import LostRace, TryLater


def keep_language(ports: Ports, heard: Heard, language: str) -> Around | None:
    """Write it down, also for a call that was saved; what was looked up on the way, if anything.

    A withheld number is nobody whom we meet again. Without the store this call goes on in it.
    """
    if heard.caller:
        with suppress(TryLater, LostRace):
            return decide_anew(lambda: _keep(ports, heard, language))
    return None


def _keep(ports: Ports, heard: Heard, language: str) -> Around:
    request = heard.request("language")
    around = ports.store.around(heard.person(ports), request=request, call_sid=heard.sid)
    if around.seen is not None:
        return around
    person = around.person.reads(language, settled=True)
    records: list[Record] = [person]
    if around.callback is not None:
        records.append(replace(around.callback, language=language))
    if around.call is not None and not around.call.is_over:
        records.append(replace(around.call, language=language))
    ports.store.commit(Change(now=around.now, records=tuple(records), request=request))
    return around
