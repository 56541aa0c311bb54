"""The regular look at Twilio's lists. Twilio does not queue what it cannot deliver (11200, 11205),
so whatever came while we were down, or was lost on the way, is only there.

Harmless when run twice or beside a late webhook: each text and call takes effect once, by its SID.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from service.actions.ports import Change, Ports
from service.actions.taking_in.calls import MissedCalls
from service.actions.taking_in.texts import LateTexts
from service.actions.troubles import NOT_REACHED, UNREACHED, raise_alarm
from service.actions.trying import commit_once
from service.domain.errors import LostRace, TryLater
from service.domain.last_look import CALLS, TEXTS, LastLook
from service.domain.received import ReceivedCall, ReceivedText

T = TypeVar("T", ReceivedText, ReceivedCall)
EVERY = timedelta(minutes=1)
SETTLES = timedelta(seconds=40)
"""Twilio gives a webhook 15 s and then its fallback as long: what is younger may be under way."""
OVERLAP = timedelta(minutes=10)
"""Twilio's lists may be late, and its clock is not ours."""
FURTHEST = timedelta(days=7)
LISTED = 1000
AT_ONCE = 400
NARROWEST = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many of a kind came in by the list and not by a webhook."""

    kind: str
    count: int


def look_soon(ports: Ports) -> None:
    """Look at once, as the service has just come up; from then on the due entries go on."""
    owed = (f"received:{TEXTS}", f"received:{CALLS}")
    commit_once(ports, Change(now=ports.store.now(), owed=owed))


def received_is_due(ports: Ports, kind: str) -> TakenIn:
    """Take in what came since the last look and was never heard of; texts or calls."""
    member, now = f"received:{kind}", ports.store.now()
    try:
        found = LOOKS[kind](ports, now)
        if found.count:
            raise_alarm(ports, UNREACHED, NOT_REACHED)
        return found
    except TryLater:
        return TakenIn(kind, 0)  # Twilio or the store is away: the next look goes as far back
    finally:
        _look_again(ports, member, now + EVERY)


def _look_again(ports: Ports, member: str, at: datetime) -> None:
    with suppress(TryLater):
        ports.store.look_again(member, at)


def _texts(ports: Ports, now: datetime) -> TakenIn:
    since, until = _since(ports, TEXTS, now), now - SETTLES
    listed, until = _all_of(ports.telephone.texts_received, since, until)
    late = LateTexts(ports, now)
    return TakenIn(TEXTS, _take_in(ports, TEXTS, listed, until, late.is_new, late.take_in))


def _calls(ports: Ports, now: datetime) -> TakenIn:
    since, until = _since(ports, CALLS, now), now - SETTLES
    listed, until = _all_of(ports.telephone.calls_received, since, until)
    missed = MissedCalls(ports, now)
    # A call may last: until the earliest that goes on, nothing more is left to look at.
    going_on = [each.at for each in listed if not missed.is_over(each)]
    over = [each for each in listed if missed.is_over(each)]
    until = min([until, *going_on])
    return TakenIn(CALLS, _take_in(ports, CALLS, over, until, missed.is_new, missed.take_in))


LOOKS: Mapping[str, Callable[[Ports, datetime], TakenIn]] = {TEXTS: _texts, CALLS: _calls}


def _since(ports: Ports, kind: str, now: datetime) -> datetime:
    """Where the last look ended; on a first start nothing of long ago is ours to answer."""
    last = ports.store.get(LastLook, kind)
    until = min(last.at, now) if last is not None and last.at is not None else now
    return max(until - OVERLAP, now - FURTHEST)


def _all_of(
    listed: Callable[[datetime, datetime, int], list[T]], since: datetime, until: datetime
) -> tuple[list[T], datetime]:
    """Everything in that time, oldest first, and where that time ends: sooner, if it is too much
    for one look."""
    while True:
        found = listed(since, until, LISTED)
        if len(found) < LISTED or until - since <= NARROWEST:
            return sorted(found, key=lambda each: each.at), until
        until = since + (until - since) / 2


def _take_in(
    ports: Ports,
    kind: str,
    listed: Sequence[T],
    until: datetime,
    is_new: Callable[[T], bool],
    take_in: Callable[[Sequence[T]], int],
) -> int:
    """Those never seen, a bounded number of them; what is left waits for the next look."""
    new: list[T] = [each for each in listed if is_new(each)]
    taken = take_in(new[:AT_ONCE])
    _note(ports, kind, min([until, *(each.at for each in new[AT_ONCE:])]))
    return taken


def _note(ports: Ports, kind: str, until: datetime) -> None:
    last, now = ports.store.get(LastLook, kind) or LastLook(id=kind), ports.store.now()
    with suppress(LostRace):  # another sweep's job has just looked
        seen = last.seen_until(until, now)
        if seen != last:
            commit_once(ports, Change(now=now, records=(seen,)))
