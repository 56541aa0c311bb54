"""The call comes in: it is written down, and the first level is said."""

import json
from dataclasses import replace
from typing import Any

from service.actions.calls.blocked import closing_words, end_spoken, is_refused
from service.actions.calls.heard import Heard
from service.actions.calls.levels import ask
from service.actions.calls.script import Script
from service.actions.calls.times import Shut, shut_at
from service.actions.ports import Around, Change, Ports
from service.domain.call import MENU_LOOK, Call
from service.domain.errors import LostRace, StoreFull


def greet(ports: Ports, heard: Heard) -> Script:
    """The first level, open or closed as things stand this minute.

    The same call announced twice hears the same words: what they depend on is stored.
    """
    request = heard.request("inbound")
    around = ports.store.around(heard.person(ports), request=request, call_sid=heard.sid)
    stored = around.seen or _note(ports, heard, around, request)
    came = json.loads(stored)
    place = replace(
        heard.place, language=came["language"], known=came["known"], open=came["open"], turn=1
    )
    if came.get("blocked"):
        return closing_words(ports, place, came["blocked"])
    return ask(ports, place, shut=_shut(around, came))


def can_answer(ports: Ports, around: Around) -> bool:
    """Whether the line is open and somebody is on shift."""
    return bool(around.on_shift) and around.closing.over(ports.policy.hours, around.now).is_open(
        around.now
    )


def new_call(ports: Ports, heard: Heard, around: Around) -> Call:
    """A call as it stands when it is first heard of."""
    return Call(
        sid=heard.sid,
        person=heard.person(ports),
        phone=heard.caller,
        language=around.person.language or heard.place.language,
        started_at=around.now,
        due_at=around.now + MENU_LOOK,
    )


def _note(ports: Ports, heard: Heard, around: Around, request: str) -> str:
    is_open = can_answer(ports, around)
    language = around.person.language or "en"
    place = replace(heard.place, language=language)
    shut = shut_at(ports.policy, around.closing, place, around.now)
    came = {
        "language": language,
        "known": bool(around.person.language),
        "open": is_open,
        "when": "" if is_open else shut.when,
        "said": shut.said,
        "forward": bool(shut.forward_to),
        "blocked": end_spoken(heard, around, language) if is_refused(around) else "",
    }
    records = () if around.call else (new_call(ports, heard, around),)
    change = Change(now=around.now, records=records, request=request, reply=json.dumps(came))
    try:
        return ports.store.commit(change).reply
    except (LostRace, StoreFull):
        return change.reply  # the menu needs no record; whatever does will say so itself


def _shut(around: Around, came: dict[str, Any]) -> Shut:
    """As it was stored; the number alone is read anew, as it is kept encrypted."""
    number = around.closing.forward_to if came.get("forward") else ""
    return Shut(when=came["when"], said=came.get("said", ""), forward_to=number)
