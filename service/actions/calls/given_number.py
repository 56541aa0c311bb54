"""A number keyed in by the caller: read back, confirmed with 1, and only then put on the list.

Its tenth digit ends it. Of a number with the country's 1 in front an eleventh follows, and of one
abroad more: these are listened for, since a key left over would be taken for one of the menu's.
It travels in the call's record, encrypted, never in an address.
"""

from dataclasses import replace

from service.actions.calls import wishes
from service.actions.calls.answering import new_call
from service.actions.calls.blocked import is_refused, said_again
from service.actions.calls.heard import Heard
from service.actions.calls.levels import NUMBER_DIGITS, ask, farewell, listen, say
from service.actions.calls.person import ask_for_person
from service.actions.calls.place import MOST_UNCLEAR, Place
from service.actions.calls.said import key_said
from service.actions.calls.script import GoTo, Script
from service.actions.ports import Around, Change, Ports
from service.actions.trying import decide_anew
from service.domain.callback import Callback
from service.domain.phone import to_e164

BEING_DIALLED = "being dialled"
BLOCKED = "blocked"
NOT_RUNG = "not rung"
COUNTRY = "1"  # no area code begins so
# How long more digits of a number abroad are waited for before it is refused, and how many.
MORE_WITHIN_S = 2
MOST_MORE = 10


def ask_number(ports: Ports, heard: Heard, why: str = "") -> Script:
    """Ask for the number to call, saying first why, if there is a reason."""
    place = heard.place.at("number", via=heard.place.via or heard.place.level)
    first = (say(ports, place, why),) if why else ()
    if why == "number_refused":  # these words ask for a number themselves
        return (listen(ports, place, *first),)
    return ask(ports, place, *first)


def refused(ports: Ports, heard: Heard) -> Script:
    """Not a number we can call: asked again, then a person helps."""
    times = heard.place.unclear + 1
    if times >= MOST_UNCLEAR:
        return ask_for_person(ports, heard)
    here = heard.place.at("number", via=heard.place.via, unclear=times)
    return (listen(ports, here, say(ports, here, "number_refused")),)


def entered(ports: Ports, heard: Heard) -> Script:
    """Keep the number with the call, and read it back."""
    phone = _callable(ports, heard.digits or "".join(c for c in heard.speech if c.isdecimal()))
    if phone:
        decide_anew(lambda: _keep(ports, heard, phone, ports.identity.person(phone)))
        return _read(ports, heard.place.at("readback", via=heard.place.via), phone)
    if len(heard.digits) == NUMBER_DIGITS:
        decide_anew(lambda: _keep(ports, heard, heard.digits))
        return _hear_rest(ports, heard)
    return refused(ports, heard)


def rest_entered(ports: Ports, heard: Heard) -> Script:
    """The rest of a number; what was keyed of it before is kept with the call."""
    more = heard.digits or key_said(heard.place, heard.speech)[0]
    if not more:  # the whole number once more, spoken
        return entered(ports, heard)
    phone = decide_anew(lambda: _complete(ports, heard, more))
    if not phone and heard.place.unclear + 1 >= MOST_UNCLEAR:
        # The store was asked already, so that the way to a person is a step of its own.
        place = heard.place.at("number", via=heard.place.via, unclear=MOST_UNCLEAR)
        return (GoTo(place.path()),)
    if not phone:
        return refused(ports, heard)
    return _read(ports, heard.place.at("readback", via=heard.place.via), phone)


def is_refused_now(place: Place) -> bool:
    """Whether silence here is the end of a number that cannot be called."""
    return place.level == "rest" or (place.level == "number" and place.unclear >= MOST_UNCLEAR)


def _hear_rest(ports: Ports, heard: Heard) -> Script:
    place = heard.place.at("rest", via=heard.place.via, unclear=heard.place.unclear)
    if heard.digits.startswith(COUNTRY):
        return ask(ports, place)
    return (replace(listen(ports, place), digits=MOST_MORE, silence_s=MORE_WITHIN_S),)


def read_back(ports: Ports, heard: Heard, place: Place, around: Around | None = None) -> Script:
    """Say the kept number once more."""
    around = around or ports.store.around(heard.person(ports), call_sid=heard.sid)
    if around.call is None or not around.call.given_phone:
        return ask(ports, place.at("number"))
    return _read(ports, place, around.call.given_phone)


def confirm(ports: Ports, heard: Heard) -> Script:
    """1: that is the number. It goes on the list, rung once unless its own answerer presses 1."""
    when = decide_anew(lambda: _confirm(ports, heard))
    if when == BLOCKED:
        return said_again(ports, heard, heard.place)
    if when == NOT_RUNG:
        return refused(ports, replace(heard, place=heard.place.at("number", via=heard.place.via)))
    if when == BEING_DIALLED:
        return farewell(ports, heard.place, say(ports, heard.place, "number_too_late"))
    if not when:
        return ask(ports, heard.place.at("number"))
    saved = say(ports, heard.place, "number_saved", when=when)
    if not heard.caller:  # nobody knows whose number that is, so no more of it is theirs to change
        return farewell(ports, heard.place, saved)
    return wishes.anything_else(ports, heard, saved)


def _callable(ports: Ports, digits: str) -> str:
    """The number in E.164, "" for one we cannot call."""
    phone = to_e164(digits)
    return phone if phone and ports.policy.reach.covers(phone) else ""


def _keep(ports: Ports, heard: Heard, phone: str, whose: str = "") -> None:
    """Keep a number, or its first digits, which are nobody's yet."""
    request = heard.request("number")
    around = ports.store.around(heard.person(ports), request=request, call_sid=heard.sid)
    if around.seen is not None:
        return
    call = around.call or new_call(ports, heard, around)
    # One look then finds whoever has that phone; on a withheld line the call is about them.
    kept = replace(call, given_phone=phone, given_person=whose)
    ports.store.commit(Change(now=around.now, records=(kept,), request=request))


def _complete(ports: Ports, heard: Heard, more: str) -> str:
    """The number that the kept digits and these make, kept in their place; "" for none."""
    request = heard.request("number-rest")
    around = ports.store.around(heard.person(ports), request=request, call_sid=heard.sid)
    call = around.call
    if call is None:
        return ""
    phone = _callable(ports, call.given_phone + (more if around.seen is None else ""))
    if phone and around.seen is None:
        kept = replace(call, given_phone=phone, given_person=ports.identity.person(phone))
        ports.store.commit(Change(now=around.now, records=(kept,), request=request))
    return phone


def _read(ports: Ports, place: Place, phone: str) -> Script:
    return (listen(ports, place, say(ports, place, "number_readback", digits=phone)),)


def _confirm(ports: Ports, heard: Heard) -> str:
    request = heard.request("number-right")
    around = ports.store.around(heard.person(ports), request=request, call_sid=heard.sid)
    if around.seen is not None:
        return around.seen
    call = around.call
    if call is None or not call.given_phone:
        return ""
    if is_refused(around, crisis=heard.place.via == "crisis"):
        return BLOCKED
    if around.given is None:
        return ""
    if around.given.is_left_alone or not around.given.takes_calls:
        return NOT_RUNG
    if not heard.caller:
        # One open callback per person, also when they call without showing their number.
        around = replace(around, person=around.given, callback=around.given_callback)
    if around.callback and around.callback.is_left_alone(call.given_phone):
        return NOT_RUNG
    callback, when = _with_number(ports, heard, around, call.given_phone)
    change = Change(
        now=around.now,
        records=(callback, *wishes.call_noting(call, callback)),
        audit=(wishes.asked_line(callback),),
        request=request,
        reply=when,
    )
    return ports.store.commit(change).reply


def _with_number(ports: Ports, heard: Heard, around: Around, phone: str) -> tuple[Callback, str]:
    callback, when = wishes.save_in(ports, heard, around, phone=phone)
    if callback.phone != phone:
        return callback, BEING_DIALLED  # a phone rings already, and it is not that one
    return callback, when
