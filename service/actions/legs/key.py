"""A key on a phone we rang. 1 takes the call, and exactly one phone wins it; for the person 2 is
"not me" and 9 stops our calls. No key is nobody: a voicemail presses none.
"""

from dataclasses import replace

from service.actions.around_leg import AroundLeg
from service.actions.calls.script import HangUp, Script
from service.actions.legs.answered import ask_key, first_key, spoken
from service.actions.legs.ending import Ending, ending_of, letting_go
from service.actions.legs.pressed import CRISIS_KEY, STOP_KEY, Pressed, key_of
from service.actions.legs.taking import person_takes, specialist_takes
from service.actions.ports import Ports
from service.actions.transfer.back import parting
from service.actions.transfer.taking import colleague_takes
from service.actions.transfer.whereabouts import COLLEAGUE
from service.actions.trying import CROWD, commit_once, decide_anew
from service.domain.leg import Leg, LegState
from service.domain.person import Person

MOST_TURNS = 1


def key_pressed(ports: Ports, pressed: Pressed) -> Script:
    """Lead on whoever answered, by what they pressed; the same key again leads the same way."""
    return decide_anew(lambda: _key(ports, pressed), tries=CROWD)


def _key(ports: Ports, pressed: Pressed) -> Script:
    around = ports.store.around_leg(pressed.leg_id)
    leg = around.leg
    if leg is None or leg.sid not in ("", pressed.sid):
        return (HangUp(),)
    if not leg.is_live or leg.result:
        return _over(ports, around, leg, pressed)
    key = key_of(ports, leg, pressed)
    if key == CRISIS_KEY and leg.purpose == "person":
        return _in_crisis(ports, around, leg)
    if key == "1" and leg.purpose == COLLEAGUE:
        return colleague_takes(ports, around, leg) or _too_late(ports, around, leg)
    if key == "1":
        take = person_takes if leg.purpose == "person" else specialist_takes
        return take(ports, around, leg)
    if leg.state is LegState.ACCEPTED:
        return (HangUp(),)
    if leg.purpose == "person" and key in ("2", STOP_KEY):
        return _not_wanted(ports, around, leg, key)
    return _no_answer(ports, around, leg, pressed)


def _no_answer(ports: Ports, around: AroundLeg, leg: Leg, pressed: Pressed) -> Script:
    """A wrong key, or words that are no yes, are asked again once; silence is not."""
    said_something = bool(pressed.digits or pressed.speech)
    if said_something and pressed.turn < MOST_TURNS:
        words = first_key(leg) if leg.purpose == "person" else "specialist_press_1"
        return (ask_key(ports, leg, words, pressed.turn + 1),)
    result = "declined" if said_something else "no-key"
    if leg.purpose == "person":
        _commit(ports, around, ending_of(ports, around, leg, result))
    else:
        _commit(ports, around, letting_go(around, leg, result))
    return _over(ports, around, leg.let_go(result), pressed)


def _too_late(ports: Ports, around: AroundLeg, leg: Leg) -> Script:
    """The talk that this colleague was asked into is over."""
    _commit(ports, around, letting_go(around, leg, "not-needed"))
    return parting(ports, around, leg, spoken(ports, leg, "specialist_too_late"))


def _not_wanted(ports: Ports, around: AroundLeg, leg: Leg, key: str) -> Script:
    """2: not this person, no second try without a supervisor. 9: no more calls, at once."""
    result = "wrong-person" if key == "2" else "stop-calling"
    ending = ending_of(ports, around, leg, result)
    theirs = _whoever_has(ports, around, leg)
    stopped = key == STOP_KEY
    now = around.now
    ending.records.append(theirs.opt_out("voice", now) if stopped else theirs.says_not_them(now))
    _commit(ports, around, ending)
    return _over(ports, around, leg.ended(result, around.now))


def _in_crisis(ports: Ports, around: AroundLeg, leg: Leg) -> Script:
    """Somebody in a crisis answers: they are brought to whoever called, whoever they are."""
    callback = around.callback
    if callback is not None:
        around = replace(around, callback=replace(callback, crisis=True))
    script = person_takes(ports, around, leg)
    gone = isinstance(script[-1], HangUp)
    return (spoken(ports, leg, "crisis_nobody"), *script) if gone else script


def _whoever_has(ports: Ports, around: AroundLeg, leg: Leg) -> Person:
    """Whoever has this phone; that is not who asked when the number was keyed in."""
    theirs = ports.identity.person(leg.phone)
    known = around.person
    if known is None or known.id != theirs:
        known = ports.store.get(Person, theirs) or Person(id=theirs)
    return known


def _over(ports: Ports, around: AroundLeg, leg: Leg, pressed: Pressed | None = None) -> Script:
    """The last words on a phone whose leg has ended; a voicemail that was heard gets none, and
    where no key was pressed nobody listens, on an open line either."""
    words = {
        "wrong-person": "wrong_person",
        "stop-calling": "stop_calls_done",
        "already-taken": "specialist_taken",
        "not-needed": "specialist_too_late",
    }.get(leg.result, "")
    if leg.result == "declined" and pressed is not None and pressed.digits:
        words = "wrong_person" if leg.purpose == "person" else "specialist_not_taken"
    told = (spoken(ports, leg, words),) if words else ()
    if leg.purpose == "person" or not (told or leg.line) or leg.result == "no-key":
        return (*told, HangUp())
    return parting(ports, around, leg, *told)


def _commit(ports: Ports, around: AroundLeg, ending: Ending) -> None:
    commit_once(ports, ending.change(around.now))
