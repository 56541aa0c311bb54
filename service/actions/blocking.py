"""Blocks a person for a while: texts and calls of theirs get closing words, a crisis never does.

A supervisor blocks for as long as a block may last; a specialist flags whoever they hold or talk
with, which blocks for a day at once, since the next call comes at once too. A supervisor sees the
flag in the list and may lift it or make it longer.
"""

from datetime import datetime, timedelta

from service.actions.callbacks.deciding import the_callback, the_specialist
from service.actions.ports import Around, AuditLine, Change, Ports, Record
from service.actions.switch import refuse_other_than_supervisor
from service.actions.trying import commit_once, decide_anew
from service.domain.blocking import FLAGGED_FOR, BlockReason, block_until
from service.domain.call import Call
from service.domain.callback import Callback, State
from service.domain.errors import NotAllowed
from service.domain.leg import Leg
from service.domain.person import Person
from service.domain.phone import masked, to_e164
from service.domain.specialist import Role

MOST_LISTED = 500
REVIEW_WHY = "the number was blocked"


def block_number(
    ports: Ports, typed: str, length: timedelta, reason: BlockReason, who: str
) -> Person:
    """Block whoever has this number, from now on; raises NotAllowed."""
    refuse_other_than_supervisor(ports, who)
    phone = to_e164(typed)
    if phone is None:
        raise NotAllowed("this is no telephone number")
    if phone == ports.policy.number:
        raise NotAllowed("this is the helpline's own number")
    return _block(ports, ports.identity.person(phone), phone, length, reason, who)


def block_behind(
    ports: Ports, callback_id: str, length: timedelta, reason: BlockReason, who: str
) -> Person:
    """Block whoever asked for this callback; raises NotAllowed, UnknownRecord."""
    refuse_other_than_supervisor(ports, who)
    callback = the_callback(ports, callback_id)
    return _block(ports, callback.person, callback.phone, length, reason, who)


def flag_abuse(ports: Ports, callback_id: str, who: str) -> Person:
    """Whoever holds a callback, or held it last, blocks its person for a day."""
    callback = the_callback(ports, callback_id)
    if callback.specialist != who and the_specialist(ports, who).role is Role.SPECIALIST:
        raise NotAllowed("only whoever holds this callback may flag it")
    return _flag(ports, callback, who)


def flag_caller(ports: Ports, who: str) -> Person:
    """Whoever is on the phone with somebody blocks them for a day; the call goes on."""
    leg = ports.store.get(Leg, the_specialist(ports, who).engaged.removeprefix("leg:"))
    kind, _, name = (leg.serves if leg else "").partition(":")
    served: Call | Callback | None = None
    if kind == "call":
        served = ports.store.get(Call, name)
    elif kind == "callback":
        served = ports.store.get(Callback, name)
    if served is None:
        raise NotAllowed("you are on the phone with nobody")
    return _flag(ports, served, who)


def flag_call(ports: Ports, sid: str, who: str) -> datetime | None:
    """Block whoever is or was on this call for a day; None where the number is withheld."""
    call = ports.store.get(Call, sid)
    return _flag(ports, call, who).blocked_until if call and call.phone else None


def unblock(ports: Ports, person: str, who: str) -> None:
    """Serve them again; not blocked, nothing changes. Raises NotAllowed."""
    refuse_other_than_supervisor(ports, who)

    def deed() -> None:
        around = ports.store.around(person)
        if around.person.blocked_until is None:
            return
        line = AuditLine(who, "unblocked", f"person:{person}")
        change = Change(now=around.now, records=(around.person.unblock(),), audit=(line,))
        commit_once(ports, change)

    decide_anew(deed)


def blocked_people(ports: Ports) -> list[Person]:
    """Who is blocked now, soonest free first."""
    return ports.store.blocked(ports.store.now(), MOST_LISTED)


def block_is_due(ports: Ports, person: str) -> None:
    """The end of a block has come: nothing of it is kept."""
    around = ports.store.around(person)
    until = around.person.blocked_until
    if until is not None and until > around.now:
        ports.store.look_again(f"block:{person}", until)
        return
    if until is not None:
        line = AuditLine("service", "block over", f"person:{person}")
        change = Change(now=around.now, records=(around.person.unblock(),), audit=(line,))
        commit_once(ports, change)
    ports.store.settle(f"block:{person}")


def _flag(ports: Ports, served: Call | Callback, who: str) -> Person:
    if isinstance(served, Call) and not served.phone:
        raise NotAllowed("their number is withheld, so it cannot be blocked; hang up if you must")
    reason = BlockReason.ABUSE
    return _block(ports, served.person, served.phone, FLAGGED_FOR, reason, who, flag=True)


def _block(
    ports: Ports,
    person: str,
    phone: str,
    length: timedelta,
    reason: BlockReason,
    who: str,
    *,
    flag: bool = False,
) -> Person:
    """A flag never makes a block shorter."""

    def deed() -> Person:
        around = ports.store.around(person)
        until = block_until(around.now, length)
        before = around.person.blocked_until
        if flag and before is not None and before >= until:
            return around.person
        number = masked(phone) if phone else ""
        blocked = around.person.block(until, reason=reason.value, by=who, number=number)
        what = "flagged and blocked" if flag else "blocked"
        line = AuditLine(who, what, f"person:{person}", f"{reason.value}, {length}")
        records, lines = _off_the_list(around)
        change = Change(
            now=around.now,
            records=(blocked, *records),
            audit=(line, *lines),
            owed=(f"block:{person}",),
        )
        commit_once(ports, change)
        return blocked

    return decide_anew(deed)


def _off_the_list(around: Around) -> tuple[tuple[Record, ...], tuple[AuditLine, ...]]:
    """A callback that waits is a supervisor's to decide; a crisis keeps its place."""
    callback = around.callback
    if callback is None or callback.crisis or callback.state is not State.WAITING:
        return (), ()
    line = AuditLine("service", "to review", f"callback:{callback.id}", REVIEW_WHY)
    return (callback.to_review(REVIEW_WHY, around.now),), (line,)
