"""The durable store on Redis 7 or Valkey: reads records, and commits changes by one Lua script.

Which keys and indexes a record has is record_writes' business; what a field looks like is
record_codec's.
"""

import json
import secrets
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from pathlib import Path

from service.actions.around_leg import AroundLeg
from service.actions.ports import Around, Change, Committed, Identity, QueueCounts, R, Record
from service.adapters import redis_lists, redis_queue, redis_roster
from service.adapters.record_codec import PREFIX, RecordCodec
from service.adapters.record_writes import Writes
from service.adapters.redis_around import around_args, around_keys, moment, read_around
from service.adapters.redis_days import names_between
from service.adapters.redis_leg import read_around_leg
from service.adapters.redis_link import Link, our_errors, store_time
from service.adapters.statistic_writes import Tally
from service.domain.alert import Alert
from service.domain.call import Call
from service.domain.callback import Callback, State
from service.domain.closing import NAME as CLOSING
from service.domain.closing import Closing
from service.domain.errors import LostRace
from service.domain.invitation import Invitation
from service.domain.person import Person
from service.domain.roster import Shift
from service.domain.specialist import Specialist
from service.domain.voicemail import Voicemail

LUA = Path(__file__).parent / "lua"
LOST = 2


class RedisStore:
    """Implements ports.Store. Every write is idempotent by its version checks or request id."""

    def __init__(
        self, client: Link, codec: RecordCodec, identity: Identity, tally: Tally | None = None
    ) -> None:
        self._redis, self._identity = client, identity
        self._codec, self._tally = codec, tally or Tally()
        self._commit = client.register_script((LUA / "commit.lua").read_text())
        self._around = client.register_script((LUA / "around.lua").read_text())
        self._around_leg = client.register_script((LUA / "around_leg.lua").read_text())

    def now(self) -> datetime:
        """The store's own clock."""
        return store_time(self._redis)

    def now_and_closing(self) -> tuple[datetime, Closing]:
        """The store's own clock and how the switch stands."""
        with our_errors():
            pipe = self._redis.pipeline(transaction=False)
            pipe.time()
            pipe.hgetall(f"closing:{CLOSING}")
            (seconds, micros), stored = pipe.execute()
        return moment(seconds, micros), self._codec.decode(Closing, CLOSING, stored) or Closing()

    def commit(self, change: Change) -> Committed:
        """Write all of the change or nothing."""
        writes = Writes(self._codec, self._identity, change.now)
        self._tally.note(writes, change)
        for record in change.records:
            writes.put(record)
        for record in change.forgets:
            writes.forget(record)
        for wakeup in change.wakeups:
            writes.wake(wakeup, secrets.token_hex(8))
        for line in change.audit:
            writes.audit(line)
        for member in change.owed:
            writes.owe(member)
        seen = writes.key(f"seen:{change.request}") if change.request else 0
        ttl_ms = int(change.request_ttl.total_seconds() * 1000)
        args = [json.dumps(writes.checks), json.dumps(writes.writes), seen, change.reply, ttl_ms]
        with our_errors():
            verdict, detail = self._commit(keys=writes.keys, args=args)
        if verdict == LOST:
            raise LostRace(f"{detail.partition(':')[0]} changed meanwhile")
        return Committed(reply=detail, again=bool(verdict))

    def around(self, person: str, *, request: str = "", call_sid: str = "") -> Around:
        """Read what is known around one person, in one round trip."""
        keys = around_keys(person, request, call_sid)
        with our_errors():
            got = self._around(keys=keys, args=around_args(call_sid))
        return read_around(self._codec, person, call_sid, got)

    def around_leg(self, leg_id: str) -> AroundLeg:
        """Read what is known around one phone we dial, in one round trip."""
        with our_errors():
            got = self._around_leg(keys=[f"leg:{leg_id}"])
        return read_around_leg(self._codec, leg_id, got)

    def get(self, kind: type[R], name: str) -> R | None:
        """One record, or None."""
        with our_errors():
            stored = self._redis.hgetall(f"{PREFIX[kind]}:{name}")
        return self._codec.decode(kind, name, stored)

    def get_many(self, kind: type[R], names: Iterable[str]) -> list[R]:
        """Those of the records that exist, in the order asked."""
        wanted = list(names)
        with our_errors():
            pipe = self._redis.pipeline(transaction=False)
            for name in wanted:
                pipe.hgetall(f"{PREFIX[kind]}:{name}")
            stored = pipe.execute()
        decoded = (self._codec.decode(kind, i, s) for i, s in zip(wanted, stored, strict=True))
        return [record for record in decoded if record is not None]

    def seen(self, request: str) -> str | None:
        """The stored reply to a request, or None."""
        with our_errors():
            reply: str | None = self._redis.get(f"seen:{request}")
        return reply

    def ready(self, limit: int, offset: int = 0) -> list[Callback]:
        """Callbacks that may be handed out, best first."""
        return self.get_many(Callback, self._range("waiting", offset, limit))

    def next_ready(self, languages: Iterable[str], limit: int) -> list[str]:
        """The ids of the best ready callbacks in any of these languages."""
        return redis_queue.heads(self._redis, languages, limit)

    def strangers(self, since: datetime, limit: int) -> tuple[int, list[str]]:
        """How many strangers asked since then, and the ids of the first of their callbacks."""
        return redis_lists.strangers(self._redis, since, limit)

    def queue_counts(self, now: datetime) -> QueueCounts:
        """How many callbacks stand where."""
        return redis_queue.counts(self._redis, now)

    def count_ready(self) -> int:
        """How many callbacks are ready to be handed out."""
        with our_errors():
            return int(self._redis.zcard("waiting"))

    def in_state(self, state: State, limit: int, after: str = "") -> tuple[list[Callback], str]:
        """A page of callbacks in one state and the next cursor ("" at the end)."""
        return self._page(f"state:{state}", limit, after)

    def all_callbacks(self, limit: int, after: str = "") -> tuple[list[Callback], str]:
        """A page of all callbacks by time of request and the next cursor."""
        return self._page("callbacks", limit, after)

    def held_by(self, specialist: str) -> list[Callback]:
        """The callbacks one specialist holds."""
        read = partial(self.get_many, Callback)
        return redis_lists.held_by(self._redis, specialist, read)

    def open_alerts(self) -> list[Alert]:
        """Alerts nobody has signed off, oldest first."""
        return self.get_many(Alert, self._range("alerts", 0, 200))

    def waiting_calls(self) -> list[Call]:
        """Callers on the line whom nobody has taken yet, first come first."""
        return self.get_many(Call, self._range("line", 0, 200))

    def missed_calls(self) -> list[Call]:
        """Calls nobody here heard, newest first."""
        return redis_lists.missed(self._redis, partial(self.get_many, Call))

    def voicemails(self, callback: str = "") -> list[Voicemail]:
        """Messages that callers left, newest first; only those of one callback, if one is named."""
        index = f"voicemails:{callback}" if callback else "voicemails"
        with our_errors():
            newest = list(self._redis.zrevrange(index, 0, 199))
        return self.get_many(Voicemail, newest)

    def blocked(self, now: datetime, limit: int) -> list[Person]:
        """Who is blocked still, soonest free first."""
        with our_errors():
            self._redis.zremrangebyscore("blocked", "-inf", now.timestamp())
        return self.get_many(Person, self._range("blocked", 0, limit))

    def specialists(self) -> list[Specialist]:
        """Everybody who works here."""
        with our_errors():
            ids = sorted(self._redis.smembers("specialists"))
        return self.get_many(Specialist, ids)

    def specialist_by_email(self, email: str) -> Specialist | None:
        """Who signs in with this address. A helpline has tens of people: reading all is fine."""
        wanted = email.strip().casefold()
        return next((s for s in self.specialists() if s.email.casefold() == wanted), None)

    def shifts(self, since: datetime, until: datetime) -> list[Shift]:
        """Planned shifts that start from `since` on and before `until`, in order."""
        return self.get_many(Shift, redis_roster.starting_between(self._redis, since, until))

    def invitations(self, now: datetime) -> list[Invitation]:
        """Invitations that can still be used, soonest over first."""
        with our_errors():
            self._redis.zremrangebyscore("invitations", "-inf", now.timestamp())
        return self.get_many(Invitation, self._range("invitations", 0, 200))

    def between(self, kind: type[R], since: datetime, until: datetime, limit: int) -> list[R]:
        """Records of one kind of that time, newest first."""
        names = names_between(self._redis, kind, since, until, limit)
        return self.get_many(kind, names)

    def due(self, until: datetime, limit: int) -> list[str]:
        """Members of the due list whose time has come, oldest first."""
        with our_errors():
            found = self._redis.zrangebyscore("due", "-inf", until.timestamp(), 0, limit)
        return list(found)

    def closed_before(self, until: datetime, limit: int) -> list[Callback]:
        """Closed callbacks that still hold a number, longest closed first."""
        with our_errors():
            found = self._redis.zrangebyscore("to-forget", "-inf", until.timestamp(), 0, limit)
        return self.get_many(Callback, found)

    def about(self, person: str) -> list[Record]:
        """Every record there is about one person; those that aged out are dropped from the list."""
        return redis_lists.about(self._redis, person, self.get)

    def with_number_of(self, person: str) -> list[Record]:
        """Every record about somebody else that holds this person's number."""
        return redis_lists.with_number_of(self._redis, person, self.get)

    def settle(self, member: str) -> None:
        """Take an entry that was owed off the due list."""
        with our_errors():
            self._redis.zrem("due", member)

    def look_again(self, member: str, at: datetime) -> None:
        """Move a due entry to a later time; does nothing if it is gone."""
        with our_errors():
            self._redis.zadd("due", {member: at.timestamp()}, xx=True, gt=True)

    def _range(self, index: str, offset: int, limit: int) -> list[str]:
        with our_errors():
            return list(self._redis.zrange(index, offset, offset + limit - 1))

    def _page(self, index: str, limit: int, after: str) -> tuple[list[Callback], str]:
        ids, following = redis_queue.page(self._redis, index, limit, after)
        return self.get_many(Callback, ids), following
