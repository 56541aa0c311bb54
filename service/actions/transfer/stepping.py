"""A phone that we rang came out of its room: by star, or because the other has left.

Twilio reports both alike, so the menu comes only once the caller has come out too and asked for
their next words; whoever has hung up asks for none.
"""

from datetime import datetime, timedelta

from service.actions.around_leg import AroundLeg
from service.actions.calls.script import GoTo, HangUp, Pause, Script
from service.actions.ports import Change, Ports
from service.actions.transfer.back import back_in, last_words
from service.actions.transfer.menu import menu
from service.actions.transfer.room import has_them, into_room, not_begun, talk_is_on
from service.actions.trying import commit_once, decide_anew
from service.domain.leg import Leg

STEP = "/voice/leg/step"
LOOK_EVERY_S = 1
MOST_LOOKS = 4
# Both phones come out of the room together, but their reports do not reach us together.
REPORTS_DIFFER = timedelta(seconds=3)


def came_out(ports: Ports, leg_id: str, sid: str, turn: int) -> Script:
    """Out of the room; `turn` tells a report that came twice from the next visit."""
    return decide_anew(lambda: _came_out(ports, leg_id, sid, turn))


def step(ports: Ports, leg_id: str, sid: str, turn: int) -> Script:
    """The next look at what this phone is to do; `turn` is how often it was looked at."""
    return decide_anew(lambda: _step(ports, leg_id, sid, turn))


def led_out(ports: Ports, leg_id: str) -> Script:
    """A worker led it out of the room, to be told something, and in again."""
    return decide_anew(lambda: _led_out(ports, leg_id))


def _led_out(ports: Ports, leg_id: str) -> Script:
    around = ports.store.around_leg(leg_id)
    leg = around.leg
    if leg is None or not leg.is_talking or not talk_is_on(around, leg):
        return last_words(ports, around, leg) if leg is not None else (HangUp(),)
    out = leg.steps_out(around.now)
    if out != leg:
        commit_once(ports, Change(now=around.now, records=(out,)))
    return _look_again(leg, 0)  # the other comes out of the room with this phone


def _came_out(ports: Ports, leg_id: str, sid: str, turn: int) -> Script:
    around = ports.store.around_leg(leg_id)
    leg = around.leg
    if leg is None or leg.sid not in ("", sid):
        return (HangUp(),)
    if not leg.is_talking or not_begun(around, leg) or not talk_is_on(around, leg):
        return _decided(ports, around, leg, 0)
    if turn in (0, leg.rooms) and leg.in_room_at is not None:
        commit_once(ports, Change(now=around.now, records=(leg.steps_out(around.now),)))
    return _look_again(leg, 0)


def _step(ports: Ports, leg_id: str, sid: str, turn: int) -> Script:
    around = ports.store.around_leg(leg_id)
    if around.leg is None or around.leg.sid not in ("", sid):
        return (HangUp(),)
    return _decided(ports, around, around.leg, turn)


def _decided(ports: Ports, around: AroundLeg, leg: Leg, turn: int) -> Script:
    if not leg.is_talking:
        return last_words(ports, around, leg)
    if not_begun(around, leg):
        return back_in(ports, around, leg)
    if not talk_is_on(around, leg):
        return last_words(ports, around, leg)
    if turn and around.call is not None and leg.in_room_at is not None:
        return (into_room(leg, has_them=has_them(around, leg)),)  # the same look, asked for twice
    if not _other_is_there(around, leg):
        return _look_again(leg, turn) if turn < MOST_LOOKS else last_words(ports, around, leg)
    if leg.purpose != "specialist" or leg.tell:
        return back_in(ports, around, leg)
    if _came_back_alone(around, leg):
        return _look_again(leg, turn) if turn < MOST_LOOKS else back_in(ports, around, leg)
    return menu(ports, leg, 0)


def _other_is_there(around: AroundLeg, leg: Leg) -> bool:
    """Whether the caller, or the person, was heard of since the room was over."""
    if any(each.is_talking and each.id != leg.id for each in around.helpers):
        return True
    if around.call is not None:
        return around.call.held_since is not None or _since(leg, around.call.back_at)
    other = around.other
    if other is None or other.purpose != "person":
        return True
    return other.out_at is not None or _since(leg, other.in_room_at)


def _came_back_alone(around: AroundLeg, leg: Leg) -> bool:
    """Whether the caller is in the room again and nobody else: star was not what ended it, or their
    report that they are out has not reached us yet."""
    call = around.call
    alone = call is not None and call.held_since is None and _since(leg, call.back_at)
    return alone and not any(each.is_live for each in around.helpers)


def _since(leg: Leg, back_at: datetime | None) -> bool:
    """Whether the other is back already, since this phone came out of the room."""
    return back_at is not None and leg.out_at is not None and back_at > leg.out_at - REPORTS_DIFFER


def _look_again(leg: Leg, turn: int) -> Script:
    return (Pause(LOOK_EVERY_S), GoTo(f"{STEP}?leg={leg.id}&turn={turn + 1}"))
