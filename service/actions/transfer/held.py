"""The person of a callback is out of the room: back in, a few words while the specialist looks
for help, or the truth that nobody comes back.
"""

from service.actions.calls.script import GoTo, HangUp, Pause, Script
from service.actions.ports import Change, Ports
from service.actions.transfer.back import back_in, parting, said
from service.actions.transfer.room import talk_is_on
from service.actions.transfer.whereabouts import Next, hold_words, where_next
from service.actions.trying import commit_once, decide_anew

HOLD = "/voice/leg/hold"
LOOK_EVERY_S = 2
SPEAK_EVERY = 4
"""Words at the first look and then about every ten seconds: nobody hears silence for long."""


def person_held(ports: Ports, leg_id: str, sid: str, turn: int) -> Script:
    """What the person hears next; `turn` is how often they were told to wait."""
    return decide_anew(lambda: _held(ports, leg_id, sid, turn))


def _held(ports: Ports, leg_id: str, sid: str, turn: int) -> Script:
    around = ports.store.around_leg(leg_id)
    leg = around.leg
    if leg is None or leg.sid not in ("", sid) or leg.purpose != "person":
        return (HangUp(),)
    if not leg.is_talking or not talk_is_on(around, leg):
        return parting(ports, around, leg, said(ports, leg, "person_ended"))
    out = leg.steps_out(around.now)
    where = where_next(around.other, around.helpers, out.out_at or around.now, around.now)
    if where is Next.ENTER:
        return back_in(ports, around, leg)
    if where is Next.ALONE:
        return parting(ports, around, leg, said(ports, leg, "person_ended"))
    if out != leg:
        commit_once(ports, Change(now=around.now, records=(out,)))
    words = (said(ports, leg, hold_words(around.other)),) if turn % SPEAK_EVERY == 0 else ()
    return (*words, Pause(LOOK_EVERY_S), GoTo(f"{HOLD}?leg={leg.id}&turn={turn + 1}"))
