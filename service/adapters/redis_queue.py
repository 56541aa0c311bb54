"""Reads the indexes of the callback queue: its heads by language, pages of it, its counts.

Writes nothing: record_writes keeps the indexes. Every read costs the same for any length.
"""

import base64
import binascii
import heapq
import math
from collections.abc import Iterable
from datetime import datetime

from service.actions.ports import QueueCounts
from service.adapters.record_writes import CRISIS_FIRST
from service.adapters.redis_link import Link, our_errors
from service.domain.callback import State
from service.domain.errors import BadCursor
from service.domain.facts import LANGUAGES


def heads(client: Link, languages: Iterable[str], limit: int) -> list[str]:
    """The ids of the best `limit` ready callbacks in any of these languages, best first."""
    spoken = set(languages)
    indexes = (
        ["waiting"]
        if spoken >= set(LANGUAGES)
        else [f"waiting:{language}" for language in sorted(spoken)]
    )
    with our_errors():
        pipe = client.pipeline(transaction=False)
        for index in indexes:
            pipe.zrange(index, 0, limit - 1, withscores=True)
        found = pipe.execute()
    merged = heapq.merge(*([(score, name) for name, score in each] for each in found))
    return [name for _, name in merged][:limit]


def page(client: Link, index: str, limit: int, after: str) -> tuple[list[str], str]:
    """A page of ids, and the cursor of the next page ("" at the end); raises BadCursor.

    The cursor names the last entry seen, so entries that leave meanwhile hide no others.
    """
    start = _place_after(client, index, after) if after else 0
    with our_errors():
        found = client.zrange(index, start, start + limit, withscores=True)
    shown = found[:limit]
    following = _cursor(*shown[-1]) if len(found) > limit else ""
    return [name for name, _ in shown], following


def counts(client: Link, now: datetime) -> QueueCounts:
    """How many callbacks stand where."""
    at = now.timestamp()
    with our_errors():
        pipe = client.pipeline(transaction=False)
        pipe.zcard("waiting")
        pipe.zcount("waiting", 0, f"({at!r}")
        pipe.zcount("waiting", "-inf", f"({at - CRISIS_FIRST!r}")
        pipe.zcount("waiting", "-inf", "(0")
        for state in State:
            pipe.zcard(f"state:{state}")
        ready, late, late_crises, crisis, *by_state = pipe.execute()
    states = dict(zip(State, by_state, strict=True))
    return QueueCounts(states=states, ready=ready, late=late + late_crises, crisis=crisis)


def _place_after(client: Link, index: str, cursor: str) -> int:
    try:
        written = base64.b64decode(cursor, altchars=b"-_", validate=True).decode("ascii")
        score, _, name = written.partition(":")
        earliest = float(score)
    except (binascii.Error, ValueError) as error:
        raise BadCursor("the cursor does not come from an earlier page") from error
    if not math.isfinite(earliest):
        raise BadCursor("the cursor does not come from an earlier page")
    with our_errors():
        rank = client.zrank(index, name)
        if rank is not None:
            return int(rank) + 1
        # It left the index meanwhile: go on after everything as early as it was.
        return int(client.zcount(index, "-inf", f"({earliest!r}"))


def _cursor(name: str, score: float) -> str:
    return base64.urlsafe_b64encode(f"{score!r}:{name}".encode()).decode()
