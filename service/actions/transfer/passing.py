"""The caller passes from one phone to another: the call, the callback's claim and both phones
change in one commit, so that nobody holds them twice and nobody not at all.
"""

from collections.abc import Iterable
from dataclasses import replace

from service.actions.around_leg import AroundLeg
from service.actions.ports import Ports, Record, WakeUp
from service.actions.transfer.whereabouts import COLLEAGUE, INTERPRETER, goes_on_alone
from service.domain.callback import State
from service.domain.leg import Leg

HANDED_OVER = "handed-over"


def heir_among(helpers: Iterable[Leg]) -> Leg | None:
    """Who goes on with the caller when the specialist hangs up: a colleague before a line.

    Not an interpreter, who has nothing to say of their own.
    """
    talking = [each for each in helpers if each.is_talking and each.purpose != INTERPRETER]
    return min(talking, key=lambda each: each.purpose != COLLEAGUE, default=None)


def pass_on(ports: Ports, around: AroundLeg, old: Leg, heir: Leg) -> tuple[Record, ...]:
    """What is written when `heir` has the caller from now on; `old` itself is written by whoever
    calls. `around` is that of either of the two.

    An interpreter or a crisis line holds no callback: its outcome stays with the specialist.
    """
    others = [each for each in around.helpers if each.id != heir.id and each.is_live]
    mine = replace(
        heir,
        purpose="specialist" if heir.purpose == COLLEAGUE else heir.purpose,
        helpers=tuple(each.id for each in others),
        wish="",
        beside="",
    )
    moved = tuple(replace(each, beside=heir.id) for each in others)
    if around.call is not None:
        return (around.call.hand_to(heir.specialist, heir.id, around.now), mine, *moved)
    return (*_callback_passes(ports, around, old, mine), *moved)


def no_longer(leg: Leg) -> Leg:
    """The phone that had the caller, once another has: it owes the callback nothing any more."""
    return replace(leg, attempt="", beside="", helpers=(), wish="", tell="")


def _callback_passes(ports: Ports, around: AroundLeg, old: Leg, mine: Leg) -> Iterable[Record]:
    callback = around.callback
    whose = old.beside or f"{old.attempt}-p"
    read = (each for each in (around.other, around.theirs) if each is not None)
    person = next((each for each in read if each.id == whose), None)
    person = person or ports.store.get(Leg, whose)
    if callback is None or person is None or callback.state is not State.TALKING:
        return (mine,)
    mine = replace(mine, attempt=callback.attempt, beside=person.id)
    held = callback.pass_on(mine.specialist, around.now) if mine.specialist else None
    return (*((held,) if held else ()), mine, replace(person, beside=mine.id))


def let_helpers_go(helpers: Iterable[Leg], *, all_of_them: bool) -> tuple[WakeUp, ...]:
    """Nobody is left to be helped: what rings stops, and who came is told. Unless
    `all_of_them`, a colleague who is to take the caller over rings on."""
    wakeups = []
    for each in helpers:
        if each.is_ringing and (all_of_them or not goes_on_alone(each)):
            wakeups.append(WakeUp("hang_up", each.id))
        elif each.is_talking and all_of_them:
            wakeups.append(WakeUp("lead_on", each.id))
    return tuple(wakeups)
