"""The menu of a specialist who has left the room: a colleague beside them or in their place, an
interpreter, a crisis line, or back. Silence leads back: somebody waits.

A colleague's voicemail never comes in: a colleague presses 1. Emergency numbers are not offered.
"""

from dataclasses import replace

from service.actions.around_leg import AroundLeg
from service.actions.calls.script import Ask, HangUp, Say, Script
from service.actions.ports import Ports
from service.actions.transfer.back import back_in, last_words, said
from service.actions.transfer.chosen import Chosen
from service.actions.transfer.handing import wait_for_colleague
from service.actions.transfer.ringing import Ring, line_ring, next_ring, to_be_told
from service.actions.transfer.room import has_them, into_room, talk_is_on
from service.actions.transfer.whereabouts import CRISIS_LINE, INTERPRETER, JOIN, TAKE
from service.actions.trying import commit_once, decide_anew
from service.domain.leg import Leg

MENU = "/voice/leg/menu"
LINES = "/voice/leg/lines"
LISTEN_S = 10
MOST_TURNS = 2


def menu(ports: Ports, leg: Leg, turn: int, *first: Say) -> Script:
    """Say what may be chosen, and listen."""
    keys = ["transfer_colleague"]
    keys += ["transfer_interpreter"] if ports.policy.interpreter_number else []
    keys += ["transfer_crisis"] if ports.policy.crisis_lines else []
    says = [said(ports, leg, key) for key in (*keys, "transfer_back")]
    return (_ask(leg, MENU, turn, (*first, *says)),)


def choose(ports: Ports, chosen: Chosen) -> Script:
    """What follows a key in the menu."""
    return decide_anew(lambda: _choose(ports, chosen))


def choose_line(ports: Ports, chosen: Chosen) -> Script:
    """What follows a key in the list of crisis lines."""
    return decide_anew(lambda: _choose_line(ports, chosen))


def _choose(ports: Ports, chosen: Chosen) -> Script:
    around, leg = _whose(ports, chosen)
    if leg is None or not leg.is_talking or not talk_is_on(around, leg):
        return _nothing_left(ports, around, leg)
    if not has_them(around, leg):
        return back_in(ports, around, leg)
    policy = ports.policy
    match chosen.digits:
        case "1":
            return _ring(ports, around, leg, JOIN)
        case "2":
            return _ring(ports, around, leg, TAKE)
        case "3" if policy.interpreter_number:
            return _ring_line(ports, around, leg, INTERPRETER, policy.interpreter_number)
        case "4" if policy.crisis_lines:
            return lines(ports, leg, 0)
        case "" | "*" | "#":
            return back_in(ports, around, leg)
    if chosen.turn >= MOST_TURNS:
        return back_in(ports, around, leg)
    return menu(ports, leg, chosen.turn + 1, said(ports, leg, "transfer_no_such_key"))


def lines(ports: Ports, leg: Leg, turn: int) -> Script:
    """The crisis lines, one key each; 911 is none of them, and the words say what to do."""
    items = [
        said(ports, leg, "transfer_line", line=line.name(leg.language), digit=digit)
        for digit, line in enumerate(ports.policy.crisis_lines, start=1)
    ]
    no_911 = said(ports, leg, "transfer_no_911")
    return (_ask(leg, LINES, turn, (*items, no_911, said(ports, leg, "transfer_back"))),)


def _choose_line(ports: Ports, chosen: Chosen) -> Script:
    around, leg = _whose(ports, chosen)
    if leg is None or not leg.is_talking or not talk_is_on(around, leg):
        return _nothing_left(ports, around, leg)
    key = int(chosen.digits) if chosen.digits.isascii() and chosen.digits.isdigit() else 0
    if has_them(around, leg) and 0 < key <= len(ports.policy.crisis_lines):
        number = ports.policy.crisis_lines[key - 1].number
        return _ring_line(ports, around, leg, CRISIS_LINE, number)
    if not key or chosen.turn >= MOST_TURNS:
        return back_in(ports, around, leg)
    return lines(ports, leg, chosen.turn + 1)


def _ring(ports: Ports, around: AroundLeg, leg: Leg, wish: str) -> Script:
    """Ring a colleague. Beside them the specialist goes back to the caller meanwhile; in their
    place they wait outside, and the caller hears that somebody is coming."""
    if any(each.is_ringing for each in around.helpers):
        return _already(ports, around, leg)
    ring = next_ring(ports, around, leg.asks_for(wish))
    if ring is None:
        return back_in(ports, around, to_be_told(leg))
    if wish == JOIN:
        return _back_while_it_rings(ports, around, ring)
    commit_once(ports, ring.change(around.now))
    return wait_for_colleague(ports, leg, 0)


def _ring_line(ports: Ports, around: AroundLeg, leg: Leg, purpose: str, number: str) -> Script:
    if any(each.is_talking and each.phone == number for each in around.helpers):
        return back_in(ports, around, leg)  # they are in the room already
    if any(each.is_ringing for each in around.helpers):
        return _already(ports, around, leg)
    ring = line_ring(ports, around, leg, purpose, number)
    return _back_while_it_rings(ports, around, ring)


def _back_while_it_rings(ports: Ports, around: AroundLeg, ring: Ring) -> Script:
    inside = ring.asking.enters(around.now)
    commit_once(ports, replace(ring, asking=inside).change(around.now))
    words = said(ports, inside, "transfer_ringing_join")
    return (words, into_room(inside, has_them=has_them(around, inside)))


def _already(ports: Ports, around: AroundLeg, leg: Leg) -> Script:
    """A phone rings already: the same key again, or a webhook that came twice."""
    if leg.wish == TAKE:
        return wait_for_colleague(ports, leg, 0)
    return back_in(ports, around, replace(leg, tell="transfer_ringing_join"))


def _whose(ports: Ports, chosen: Chosen) -> tuple[AroundLeg, Leg | None]:
    around = ports.store.around_leg(chosen.leg_id)
    leg = around.leg
    return around, leg if leg is not None and leg.sid in ("", chosen.sid) else None


def _nothing_left(ports: Ports, around: AroundLeg, leg: Leg | None) -> Script:
    return last_words(ports, around, leg) if leg is not None else (HangUp(),)


def _ask(leg: Leg, path: str, turn: int, says: tuple[Say, ...]) -> Ask:
    return Ask(
        says=says,
        then=f"{path}?leg={leg.id}&turn={turn}",
        language=leg.language,
        silence_s=LISTEN_S,
        speech=False,
    )
