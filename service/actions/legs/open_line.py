"""A specialist's open line: they stay on the phone, and hear there what they choose next.

Whatever goes over it is a leg of its own, under the CallSid of the line: it is engaged, taken,
joined and ended like any other, but nothing is dialled for it. The phone is led to its first words,
and should that be lost it comes by itself, as the line asks again every few seconds.
"""

from contextlib import suppress
from dataclasses import replace

from service.actions.around_leg import AroundLeg
from service.actions.calls.script import GoTo, HangUp, Pause, Script
from service.actions.legs.ending import Ending, end_leg, ending_of
from service.actions.ports import AuditLine, Change, Ports, Record, WakeUp
from service.actions.transfer.back import OPEN_LINE, said
from service.actions.trying import CROWD, commit_once, decide_anew
from service.domain.errors import LostRace, Refused, TryLater
from service.domain.leg import FIRST_LOOK, Leg, LegState
from service.domain.open_line import LINE, is_to_be_closed, line_after
from service.domain.specialist import Specialist

WORDS_AT = "/voice/leg"
LOOK_EVERY_S = 10
SPEAK_EVERY = 12
"""Words at once and then every two minutes: silence sounds like a line that is dead."""
ON_THE_WAY_S = 2


def lead_over(ports: Ports, around: AroundLeg, leg: Leg) -> None:
    """Lead the open line to this leg's first words. Raises LostRace."""
    line = ports.store.get(Leg, leg.line)
    if line is None or not line.is_live:
        _ring_instead(ports, around, leg)
        return
    placed = leg.over_line(line.sid, ports.policy.ring_time, around.now)
    commit_once(ports, Change(now=around.now, records=(placed,)))
    try:
        ports.telephone.redirect(line.sid, f"{WORDS_AT}?leg={leg.id}")
    except Refused:
        # Hung up, it seems, without a report so far: the sweep asks Twilio at once.
        with suppress(LostRace):
            asked = replace(line, due_at=around.now)
            commit_once(ports, Change(now=around.now, records=(asked,)))
    except TryLater:
        return  # the line comes by itself


def call_is_over(ports: Ports, leg: Leg, status: str) -> None:
    """The call of this leg is over, and with an open line what went over it: once it was heard.
    What was not is rung as ever."""
    if leg.purpose == LINE:
        decide_anew(lambda: _rider_without_line(ports, leg, status))
    end_leg(ports, leg.id, status)


def rider_on(ports: Ports, line: Leg, who: Specialist | None) -> Leg | None:
    """What goes over this line just now."""
    if who is None or not who.engaged:
        return None
    rider = ports.store.get(Leg, who.engaged.removeprefix("leg:"))
    return rider if rider is not None and rider.is_live and rider.line == line.id else None


def on_the_line(ports: Ports, leg_id: str, sid: str, turn: int) -> Script:
    """A phone comes to its open line, or waits there: words, a while, and the next look."""
    return decide_anew(lambda: _on_the_line(ports, leg_id, sid, turn), tries=CROWD)


def _on_the_line(ports: Ports, leg_id: str, sid: str, turn: int) -> Script:
    around = ports.store.around_leg(leg_id)
    leg = around.leg
    if leg is None or leg.sid != sid:
        return (HangUp(),)
    if leg.purpose == LINE:
        return _waits(ports, around, leg, turn)
    line_id = _comes_back(ports, around, leg) if leg.is_live else leg.line
    around = ports.store.around_leg(line_id) if line_id else around
    if not line_id or around.leg is None:
        return (HangUp(),)
    return _waits(ports, around, around.leg, 0)


def _comes_back(ports: Ports, around: AroundLeg, leg: Leg) -> str:
    """End this leg and keep its phone on the line, in one commit; the id of the line.

    "" where there is none: then the phone hangs up, and is free once that is reported.
    """
    line = _line_for(ports, around, leg)
    if line is None:
        return ""
    ending = ending_of(ports, around, leg, "completed")
    if not line.version:
        _opens(ending, around, leg, line)
    ending.records.append(line)
    commit_once(ports, ending.change(around.now))
    return line.id


def _line_for(ports: Ports, around: AroundLeg, leg: Leg) -> Leg | None:
    """The line as it is from now on: theirs, a new one, or none."""
    if leg.line:
        line = ports.store.get(Leg, leg.line)
        return replace(line, out_at=around.now) if line is not None and line.is_live else None
    who = around.specialist
    if who is None or not who.wants_line(around.now):
        return None
    return line_after(leg, ports.new_id(), around.now)


def _opens(ending: Ending, around: AroundLeg, leg: Leg, line: Leg) -> None:
    """From now on the line is theirs, and what is reported of this leg's call is about the line."""
    who = around.specialist
    records: list[Record] = []
    for each in ending.records:
        if isinstance(each, Specialist):
            who = each
        elif isinstance(each, Leg) and each.id == leg.id:
            records.append(replace(each, line=line.id))
        else:
            records.append(each)
    ending.records = [*records, *([replace(who, line=line.id)] if who else [])]
    ending.audit.append(AuditLine(leg.specialist, "keeps the line open", f"leg:{line.id}"))


def _waits(ports: Ports, around: AroundLeg, line: Leg, turn: int) -> Script:
    if not line.is_live:
        return (HangUp(),)
    rider = rider_on(ports, line, around.specialist)
    if rider is not None:
        # Whoever dials leads this phone there; lost, or late, it goes by itself.
        if around.now - rider.created_at >= FIRST_LOOK and rider.state is not LegState.INTENDED:
            return (GoTo(f"{WORDS_AT}?leg={rider.id}"),)
        return (Pause(ON_THE_WAY_S), _again(line, turn))
    if is_to_be_closed(line, around.specialist, around.now):
        # It is over, and its phone free, once that is reported.
        return (said(ports, line, "line_closed"), said(ports, line, "goodbye"), HangUp())
    key = "line_still_open" if turn else "line_open"
    words = (said(ports, line, key),) if turn % SPEAK_EVERY == 0 else ()
    return (*words, Pause(LOOK_EVERY_S), _again(line, turn + 1))


def _again(line: Leg, turn: int) -> GoTo:
    return GoTo(f"{OPEN_LINE}?leg={line.id}&turn={turn}")


def _rider_without_line(ports: Ports, line: Leg, status: str) -> None:
    around = ports.store.around_leg(line.id)
    rider = rider_on(ports, line, around.specialist)
    if rider is None:
        return
    if rider.state in (LegState.INTENDED, LegState.PLACED) and not rider.result:
        _ring_instead(ports, around, rider)
    else:
        end_leg(ports, rider.id, status)


def _ring_instead(ports: Ports, around: AroundLeg, leg: Leg) -> None:
    dials = (WakeUp("dial", leg.id),)
    change = Change(now=around.now, records=(leg.rings_instead(around.now),), wakeups=dials)
    commit_once(ports, change)
