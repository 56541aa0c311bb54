"""Somebody comes to help: a colleague who presses 1, or a line from outside that answers."""

from service.actions.around_leg import AroundLeg
from service.actions.calls.script import HangUp, Script
from service.actions.ports import AuditLine, Change, Ports, Record
from service.actions.transfer.back import said
from service.actions.transfer.passing import HANDED_OVER, no_longer, pass_on
from service.actions.transfer.room import has_them, into_room, talk_is_on
from service.actions.transfer.whereabouts import JOIN, TAKE, goes_on_alone
from service.actions.trying import commit_once
from service.domain.leg import Leg, LegState


def colleague_takes(ports: Ports, around: AroundLeg, leg: Leg) -> Script | None:
    """A colleague pressed 1: beside the specialist, or in their place; None: too late.

    The specialist may have hung up while it rang. Then whoever was to take over still does.
    """
    if leg.state is LegState.ACCEPTED:
        return (into_room(leg, has_them=has_them(around, leg)),)
    asked = around.other
    if asked is None or not talk_is_on(around, leg):
        return None
    if not asked.is_talking and not goes_on_alone(leg):
        return None
    inside = _comes_in(ports, around, asked, leg)
    words = "transfer_you_have_them" if leg.wish == TAKE else "transfer_you_join"
    return (said(ports, leg, words), into_room(inside, has_them=leg.wish == TAKE))


def line_answers(ports: Ports, around: AroundLeg, leg: Leg) -> Script:
    """An interpreter or a crisis line answers: into the room at once, no key is asked of them."""
    asked = around.other
    if leg.state is LegState.ACCEPTED:
        return (into_room(leg, has_them=has_them(around, leg)),)
    gone = asked is None or not asked.is_talking
    if leg.unwanted or not talk_is_on(around, leg) or (gone and not goes_on_alone(leg)):
        return (HangUp(),)
    inside = _comes_in(ports, around, asked, leg)
    return (into_room(inside, has_them=gone),)


def _comes_in(ports: Ports, around: AroundLeg, asked: Leg | None, leg: Leg) -> Leg:
    """One commit for everything that changes with it."""
    now = around.now
    inside = leg.accepted(now)
    alone = asked is None or not asked.is_talking
    records: tuple[Record, ...]
    if asked is not None and (leg.wish == TAKE or alone):
        records = (*pass_on(ports, around, asked, inside), *_steps_back(asked))
    elif asked is not None and leg.wish == JOIN and asked.wish:
        records = (inside, asked.asks_for(""))
    else:
        records = (inside,)
    what = "took over" if leg.wish == TAKE else "joined"
    line = AuditLine(leg.specialist or leg.purpose, what, leg.serves)
    commit_once(ports, Change(now=now, records=records, audit=(line,)))
    return next(each for each in records if isinstance(each, Leg) and each.id == leg.id)


def _steps_back(asked: Leg) -> tuple[Leg, ...]:
    """Whoever handed over hears so at their next look, and hangs up."""
    return (no_longer(asked.let_go(HANDED_OVER)),) if asked.is_live else ()
