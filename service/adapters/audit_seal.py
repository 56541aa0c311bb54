"""Seals the audit trail with a keyed hash chain, and verifies that it is whole.

audit (stream)         the entries, written in the commits they tell of
audit:head (hash)      upto, count, mac: how far the chain has come
audit:seals (stream)   every head there was

Sealing is not part of the commit: there it would put all commits in one line. Whoever can write
to the store but has no key cannot change, add or take out a sealed entry unseen. What it cannot
see alone is a trail cut short together with its seals: for that, compare with a head that was
noted elsewhere.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass

from redis.exceptions import WatchError

from service.adapters.redis_link import Link, our_errors

AT_ONCE = 500
Entry = tuple[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`problem` is "" for a whole trail; `unsealed` entries are too new to have been sealed."""

    sealed: int
    unsealed: int
    head: str
    problem: str


class AuditSeal:
    """Seals and verifies with one key."""

    def __init__(self, client: Link, key: str) -> None:
        self._redis = client
        self._key = hashlib.sha256(b"helpline audit seal:" + key.encode()).digest()

    def seal(self) -> int:
        """Seal what is new, up to 500 entries; how many that was. Two sweeps may do this."""
        with our_errors(), self._redis.pipeline(transaction=True) as pipe:
            pipe.watch("audit:head")
            head = pipe.hgetall("audit:head")
            found = pipe.xrange("audit", min=f"({head.get('upto', '0-0')}", count=AT_ONCE)
            if not found:
                return 0
            new_head = self._head_after(head, found)
            pipe.multi()
            pipe.hset("audit:head", mapping=new_head)
            pipe.xadd("audit:seals", new_head)
            try:
                pipe.execute()
            except WatchError:
                return 0  # another sweep sealed them
        return len(found)

    def _head_after(self, head: dict[str, str], found: list[Entry]) -> dict[str, str]:
        mac = head.get("mac", "")
        for entry in found:
            mac = self._next(mac, entry)
        count = int(head.get("count", 0)) + len(found)
        return {"upto": found[-1][0], "count": str(count), "mac": mac}

    def verify(self, known_head: str = "") -> Verdict:
        """Walk the whole trail; `known_head` is a head that was noted elsewhere, or ""."""
        seals = [fields for _, fields in self._all("audit:seals")]
        mac, count, unsealed, at = "", 0, 0, 0
        for entry in self._all("audit"):
            if at == len(seals):
                unsealed += 1
                continue
            mac, count = self._next(mac, entry), count + 1
            if entry[0] == seals[at]["upto"]:
                if not self._holds(seals[at], mac, count):
                    return Verdict(count, 0, mac, f"changed in or before entry {entry[0]}")
                at += 1
        problem = self._missing(seals, at, known_head)
        return Verdict(count, unsealed, mac, problem)

    def _missing(self, seals: list[dict[str, str]], at: int, known_head: str) -> str:
        if at < len(seals):
            return f"the entry {seals[at]['upto']}, which was sealed, is gone"
        with our_errors():
            head = self._redis.hget("audit:head", "mac") or ""
        if head != (seals[-1]["mac"] if seals else ""):
            return "the newest seals are gone"
        if known_head and all(seal["mac"] != known_head for seal in seals):
            return "the head noted elsewhere is not part of this trail"
        return ""

    def _holds(self, seal: dict[str, str], mac: str, count: int) -> bool:
        return hmac.compare_digest(seal["mac"], mac) and seal["count"] == str(count)

    def _next(self, mac: str, entry: Entry) -> str:
        name, fields = entry
        told = json.dumps([mac, name, list(fields.items())]).encode()
        return hmac.new(self._key, told, hashlib.sha256).hexdigest()

    def _all(self, stream: str) -> Iterator[Entry]:
        after = "0-0"
        while True:
            with our_errors():
                found = self._redis.xrange(stream, min=f"({after}", count=AT_ONCE)
            yield from found
            if not found:
                return
            after = found[-1][0]
