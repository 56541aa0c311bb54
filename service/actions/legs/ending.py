"""A phone we rang is over: what that means for everything it belonged to, in one commit.

Whichever report comes first ends the leg; later ones change nothing, so their order is no matter.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from service.actions.around_leg import AroundLeg
from service.actions.legs.missed_text import missed_text
from service.actions.ports import AuditLine, Change, Ports, Record, WakeUp
from service.actions.transfer.passing import heir_among, let_helpers_go, no_longer, pass_on
from service.actions.transfer.room import talk_is_on
from service.actions.transfer.whereabouts import HELPERS, goes_on_alone
from service.actions.trying import CROWD, commit_once, decide_anew
from service.domain.call import Call, CallState
from service.domain.callback import Callback, State
from service.domain.callback_states import NOT_THIS_PERSON
from service.domain.leg import Leg, LegState
from service.domain.open_line import LINE
from service.domain.specialist import Specialist
from service.domain.text import Text

# Twilio's call statuses, and our own words, after which whoever was rung has missed it.
MISSED = frozenset({"no-answer", "busy", "failed", "completed", "no-key", "declined"})
TO_REVIEW = {
    "wrong-person": NOT_THIS_PERSON,
    "stop-calling": "asked for no more calls",
}
# They answered and our side was gone, or they were not rung at all.
OUR_SIDE = frozenset({"nobody-there", "not-needed"})
# A phone that rang for nobody by then, which is no missed call.
UNWANTED = frozenset({"already-taken", "not-needed"})
IN_THE_ROOM = timedelta(seconds=10)


@dataclass
class Ending:
    """What is written when a leg ends; grows as each record's part is decided."""

    records: list[Record] = field(default_factory=list)
    wakeups: list[WakeUp] = field(default_factory=list)
    audit: list[AuditLine] = field(default_factory=list)

    def change(self, now: datetime) -> Change:
        """All of it as one change."""
        return Change(
            now=now,
            records=tuple(self.records),
            wakeups=tuple(self.wakeups),
            audit=tuple(self.audit),
        )


def end_leg(ports: Ports, leg_id: str, result: str) -> None:
    """End a leg with this result; the first result holds."""
    decide_anew(lambda: _end(ports, leg_id, result), tries=CROWD)


def ending_of(ports: Ports, around: AroundLeg, leg: Leg, result: str) -> Ending:
    """Everything that follows from the end of a live leg."""
    over = leg.ended(result, around.now)
    ending = Ending(records=[over])
    ending.audit.append(AuditLine("service", "leg ended", f"leg:{leg.id}", over.result))
    if leg.purpose == "person":
        _callback_without_person(ports, ending, around, leg, result)
        return ending
    if leg.purpose == LINE:
        _close_line(ending, around, leg)
        return ending
    _free_specialist(ending, around, leg, over.result)
    heir = _heir(around, leg)
    if heir is not None:
        ending.records[0] = no_longer(over)
        told = replace(heir, tell="transfer_you_have_them") if heir.specialist else heir
        ending.records += pass_on(ports, around, leg, told)
        ending.audit.append(AuditLine("service", "passed on", leg.serves, heir.specialist))
        return ending
    _call_goes_on(ending, around, leg)
    _callback_without_specialist(ending, around, leg)
    _helpers_without_specialist(ending, around, leg)
    return ending


def _close_line(ending: Ending, around: AroundLeg, line: Leg) -> None:
    who = around.specialist
    if who is not None and who.line == line.id:
        ending.records.append(replace(who, line=""))


def letting_go(around: AroundLeg, leg: Leg, result: str) -> Ending:
    """A specialist's phone does not take it: the caller goes on to the next at once, while this
    phone is not rung again before its call is really over."""
    ending = Ending(records=[leg.let_go(result)])
    ending.audit.append(AuditLine("service", "let go", f"leg:{leg.id}", result))
    _call_goes_on(ending, around, leg)
    _callback_without_specialist(ending, around, leg)
    _helpers_without_specialist(ending, around, leg)
    return ending


def _heir(around: AroundLeg, leg: Leg) -> Leg | None:
    """Who is with the caller when the phone that has them hangs up, if anybody."""
    if not leg.helpers or not leg.is_talking or not talk_is_on(around, leg):
        return None
    return heir_among(around.helpers)


def _helpers_without_specialist(ending: Ending, around: AroundLeg, leg: Leg) -> None:
    """What only the specialist wanted stops ringing. A colleague who did not take it is followed
    by the next, and the specialist is told in the end."""
    if leg.purpose in HELPERS and leg.is_ringing:
        ending.wakeups.append(WakeUp("ring_colleague", leg.beside))
    if leg.helpers:
        ending.wakeups += let_helpers_go(around.helpers, all_of_them=False)


def _end(ports: Ports, leg_id: str, result: str) -> None:
    around = ports.store.around_leg(leg_id)
    if around.leg is None or not around.leg.is_live:
        return
    ending = ending_of(ports, around, around.leg, result)
    commit_once(ports, ending.change(around.now))


def _free_specialist(ending: Ending, around: AroundLeg, leg: Leg, result: str) -> None:
    who = around.specialist
    if who is None or who.engaged != f"leg:{leg.id}":
        return
    ending.records.append(_freed(who, leg, result, around))
    if around.call is not None and result in UNWANTED:
        # This phone rang for a caller whom a colleague took: somebody else may be waiting.
        ending.wakeups.append(WakeUp("ring_specialist", around.call.sid))


def _freed(who: Specialist, leg: Leg, result: str, around: AroundLeg) -> Specialist:
    if leg.state is LegState.ACCEPTED:
        return who.finished(around.now, spoke=_spoke(around))
    if result in MISSED:
        return who.missed(around.now)
    return replace(who, engaged="")


def _spoke(around: AroundLeg) -> bool:
    if around.callback is not None:
        return around.callback.spoke_at is not None
    return around.call is not None and around.call.joined_at is not None


def _call_goes_on(ending: Ending, around: AroundLeg, leg: Leg) -> None:
    call = around.call
    if call is None:
        return
    if leg.id in call.legs:
        on = call.not_taken((leg.id,), around.now)
        ending.records.append(on)
        if not on.legs:
            ending.wakeups.append(WakeUp("ring_specialist", call.sid))
    elif call.state is not CallState.TAKEN or call.leg != leg.id:
        return
    elif call.joined_at is None:
        ending.records.append(call.put_back(around.now))
        ending.wakeups.append(WakeUp("ring_specialist", call.sid))
    else:
        # The room ends with them; should the caller be left in it, the sweep leads them out.
        ending.records.append(_looked_at(call, around.now))


def _looked_at(call: Call, now: datetime) -> Call:
    return call.try_again_at(now + IN_THE_ROOM)


def _callback_without_specialist(ending: Ending, around: AroundLeg, leg: Leg) -> None:
    callback = _of_this_attempt(around, leg)
    if callback is None:
        return
    if callback.state is State.TALKING:
        if any(each.is_ringing and goes_on_alone(each) for each in around.helpers):
            return  # somebody is about to take the talk over, and the person waits for them
        ending.records.append(callback.hung_up(around.now))
        if _on_the_way(callback, around):
            ending.wakeups.append(WakeUp("lead_on", f"{leg.attempt}-p"))
        return
    if around.other is not None and around.other.is_live:
        ending.wakeups.append(WakeUp("hang_up", around.other.id))
    if callback.state is State.CALLING:
        ending.records.append(callback.not_rung(around.now))


def _on_the_way(callback: Callback, around: AroundLeg) -> bool:
    """The room ends for whoever is in it; a person who has just pressed 1 may come too late."""
    return callback.spoke_at is not None and around.now - callback.spoke_at < IN_THE_ROOM


def _callback_without_person(
    ports: Ports, ending: Ending, around: AroundLeg, leg: Leg, result: str
) -> None:
    if around.other is not None and around.other.is_live:
        ending.wakeups.append(WakeUp("lead_on", around.other.id))
    ending.wakeups += let_helpers_go(around.helpers, all_of_them=True)
    callback = _of_this_attempt(around, leg)
    if callback is None:
        return
    after, text = _after_the_ring(ports, around, callback, result)
    ending.records.append(after)
    if text is not None:
        ending.records.append(text)
        ending.wakeups.append(WakeUp("send_text", text.id))
    ending.audit.append(
        AuditLine("service", f"callback {after.state}", f"callback:{callback.id}", result)
    )


def _after_the_ring(
    ports: Ports, around: AroundLeg, callback: Callback, result: str
) -> tuple[Callback, Text | None]:
    now = around.now
    if callback.state is State.TALKING:
        return callback.hung_up(now), None
    if result in TO_REVIEW:
        return callback.to_review(TO_REVIEW[result], now), None
    if callback.state is State.UNSURE:
        callback = callback.settled(now)
    if result in OUR_SIDE:
        return callback.not_rung(now), None
    tried = callback.not_answered(now)
    return tried, missed_text(ports, around, tried)


def _of_this_attempt(around: AroundLeg, leg: Leg) -> Callback | None:
    """The callback, while it is still this attempt's; a later one's is not ours to move."""
    callback = around.callback
    return callback if callback and callback.attempt and callback.attempt == leg.attempt else None
