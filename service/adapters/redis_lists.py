"""Reads indexes whose records age out or move on by themselves: what is no longer so is dropped
from the index by whoever reads it.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from service.actions.ports import Record
from service.actions.records import holds_number_of
from service.adapters.record_codec import KIND
from service.adapters.redis_link import Link, our_errors
from service.domain.call import MISSED, Call
from service.domain.callback import HELD, Callback

MOST_MISSED = 500
Get = Callable[[Any, str], Record | None]


def held_by(
    client: Link, specialist: str, read: Callable[[list[str]], list[Callback]]
) -> list[Callback]:
    """The callbacks one specialist holds: nothing tells the index of one that was taken over."""
    with our_errors():
        ids = sorted(client.smembers(f"held:{specialist}"))
    held = [c for c in read(ids) if c.specialist == specialist and c.state in HELD]
    stale = set(ids) - {c.id for c in held}
    if stale:
        with our_errors():
            client.srem(f"held:{specialist}", *stale)
    return held


def about(client: Link, person: str, get: Get) -> list[Record]:
    """Every record there is about one person."""
    return _listed(client, f"of:{person}", get, lambda _: True)


def with_number_of(client: Link, person: str, get: Get) -> list[Record]:
    """Every record about somebody else that holds this person's number."""
    return _listed(client, f"number-of:{person}", get, lambda r: holds_number_of(r) == person)


def _listed(client: Link, index: str, get: Get, wanted: Callable[[Record], bool]) -> list[Record]:
    with our_errors():
        keys = sorted(client.smembers(index))
    found: list[Record] = []
    for key in keys:
        prefix, _, name = key.partition(":")
        record = get(KIND[prefix], name)
        if record is not None and wanted(record):
            found.append(record)
        else:
            with our_errors():
                client.srem(index, key)
    return found


def strangers(client: Link, since: datetime, limit: int) -> tuple[int, list[str]]:
    """How many there are since then, and the first of them; whoever asked sooner is let go."""
    with our_errors():
        pipe = client.pipeline(transaction=False)
        pipe.zremrangebyscore("strangers", "-inf", f"({since.timestamp()!r}")
        pipe.zcard("strangers")
        pipe.zrange("strangers", 0, limit - 1)
        _, count, ids = pipe.execute()
    return int(count), list(ids)


def missed(client: Link, read: Callable[[list[str]], list[Call]]) -> list[Call]:
    """Calls nobody here heard, newest first, for as long as they are kept."""
    with our_errors():
        sids = list(client.zrevrange("missed", 0, MOST_MISSED - 1))
    found = [call for call in read(sids) if call.ending == MISSED]
    stale = set(sids) - {call.sid for call in found}
    if stale:
        with our_errors():
            client.zrem("missed", *stale)
    return found
