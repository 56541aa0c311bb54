"""Takes the words of texts out of Twilio's lists once they are no longer needed there (R25).

A text to us goes once it was taken in; one of ours goes when nothing can still hang on finding it
by its words. What is left is tried again until it is gone: the due entry stays for good.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta

from service.actions.ports import Change, Ports
from service.actions.trying import commit_once
from service.domain.errors import LostRace, Refused, TryLater
from service.domain.last_look import WORDS, LastLook
from service.domain.received import TextWithWords

MEMBER = "redact:words"
EVERY = timedelta(minutes=5)
WHILE_SOME_ARE_LEFT = timedelta(seconds=5)
TAKEN_IN_WITHIN = timedelta(minutes=10)
OUT_OF_DATE_WITHIN = timedelta(hours=5)
"""No text of ours is good for longer than four hours; until then one that is unclear is looked for
by its words."""
FURTHEST = timedelta(days=7)
LISTED = 1000
AT_ONCE = 25
"""A worker does nothing else meanwhile."""


def redact_soon(ports: Ports) -> None:
    """As the service has just come up; from then on the due entry goes on."""
    commit_once(ports, Change(now=ports.store.now(), owed=(MEMBER,)))


def words_are_due(ports: Ports, _: str) -> int:
    """Redact some of what may go; how many that was."""
    now, pause = ports.store.now(), EVERY
    try:
        gone, left = _redact_some(ports, now)
        pause = WHILE_SOME_ARE_LEFT if left else EVERY
    except TryLater:
        return 0  # Twilio or the store is away
    finally:
        with suppress(TryLater):
            ports.store.look_again(MEMBER, now + pause)
    return gone


def _redact_some(ports: Ports, now: datetime) -> tuple[int, bool]:
    """How many are gone now, and whether some of those that may go are left."""
    until = now - TAKEN_IN_WITHIN
    listed = ports.telephone.texts_with_words(_since(ports, now), until, LISTED)
    may_go = [each for each in listed if _may_go(ports, each, now)]
    chosen = sorted(may_go, key=lambda each: each.at)[:AT_ONCE]
    for each in chosen:
        # Refused: gone, or never to be had. Another look would be refused as well.
        with suppress(Refused):
            ports.telephone.redact(each.sid)
    done = {each.sid for each in chosen}
    _note(ports, until, (each for each in listed if each.sid not in done))
    return len(chosen), len(may_go) > len(chosen)


def _may_go(ports: Ports, text: TextWithWords, now: datetime) -> bool:
    if not text.inbound:
        return text.at < now - OUT_OF_DATE_WITHIN
    return ports.store.seen(f"sms:{text.sid}") is not None


def _since(ports: Ports, now: datetime) -> datetime:
    """All before has lost its words; on a first start, what Twilio may have of the last week."""
    last = ports.store.get(LastLook, WORDS)
    furthest = now - FURTHEST
    if last is None or last.at is None:
        return furthest
    # A clock that was ahead and has been set right must leave no text out.
    return max(min(last.at, now - TAKEN_IN_WITHIN), furthest)


def _note(ports: Ports, until: datetime, left: Iterable[TextWithWords]) -> None:
    last = ports.store.get(LastLook, WORDS) or LastLook(id=WORDS)
    now = ports.store.now()
    seen = last.seen_until(min([until, *(each.at for each in left)]), now)
    with suppress(LostRace):  # another job has just looked
        if seen != last:
            commit_once(ports, Change(now=now, records=(seen,)))
