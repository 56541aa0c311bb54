"""Waiting outside the room for a colleague who is to take the caller over. The specialist asks
again every few seconds, so that a lost wake-up or report keeps nobody waiting.
"""

from service.actions.around_leg import AroundLeg
from service.actions.calls.script import Ask, HangUp, Script
from service.actions.ports import Change, Ports
from service.actions.transfer.back import back_in, last_words, said
from service.actions.transfer.chosen import Chosen
from service.actions.transfer.passing import let_helpers_go
from service.actions.transfer.ringing import next_ring, to_be_told
from service.actions.transfer.room import talk_is_on
from service.actions.transfer.whereabouts import COLLEAGUE
from service.actions.trying import commit_once, decide_anew
from service.domain.leg import Leg

RINGING = "/voice/leg/ringing"
LOOK_EVERY_S = 4


def wait_for_colleague(ports: Ports, leg: Leg, turn: int) -> Script:
    """Say that it rings, and listen: star leads back to the caller."""
    words = "transfer_still_ringing" if turn else "transfer_ringing_take"
    return (
        Ask(
            says=(said(ports, leg, words),),
            then=f"{RINGING}?leg={leg.id}&turn={turn + 1}",
            language=leg.language,
            silence_s=LOOK_EVERY_S,
            speech=False,
        ),
    )


def while_ringing(ports: Ports, chosen: Chosen) -> Script:
    """The next look, or a key: any key leads back to the caller."""
    return decide_anew(lambda: _while_ringing(ports, chosen))


def _while_ringing(ports: Ports, chosen: Chosen) -> Script:
    around = ports.store.around_leg(chosen.leg_id)
    leg, turn = around.leg, chosen.turn
    if leg is None or leg.sid not in ("", chosen.sid):
        return (HangUp(),)
    if not leg.is_talking or not talk_is_on(around, leg):
        return last_words(ports, around, leg)
    if chosen.digits:
        return _never_mind(ports, around, leg)
    if any(each.is_ringing and each.purpose == COLLEAGUE for each in around.helpers):
        return wait_for_colleague(ports, leg, turn)
    if not leg.wish:
        return back_in(ports, around, leg)  # told that nobody came
    ring = next_ring(ports, around, leg)
    if ring is None:
        return back_in(ports, around, to_be_told(leg))
    commit_once(ports, ring.change(around.now))
    return wait_for_colleague(ports, leg, turn)


def _never_mind(ports: Ports, around: AroundLeg, leg: Leg) -> Script:
    """Back to the caller; the phone that rings stops."""
    wakeups = let_helpers_go(around.helpers, all_of_them=True)
    script = back_in(ports, around, leg.asks_for(""))
    if wakeups:
        commit_once(ports, Change(now=around.now, wakeups=wakeups))
    return script
