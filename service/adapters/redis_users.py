"""Tries as each user of the store what its processes do there, and what they must not do.

Lua does not roll back after a denial, so a right that is missing would leave half a commit: each
of our scripts is run as each user, on keys of its own that are gone afterwards, and every command
they may come to is asked about without being given.
"""

import json
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import redis
from redis import exceptions as gone_wrong

from service.adapters.record_codec import PREFIX
from service.adapters.redis_around import around_args
from service.adapters.redis_durability import StoreProblem

LUA = Path(__file__).parent / "lua"
Command = tuple[str, ...]
SCRATCH = "callback:tried-"
"""No id of a callback: those are hexadecimal."""

RECORDS: tuple[Command, ...] = tuple(
    (*command[:1], f"{prefix}:1", *command[1:])
    for prefix in (
        *PREFIX.values(),
        "open",
        "seen",
        "of",
        "number-of",
        "held",
        "on-line",
        "ringing",
        "session",
        "sessions",
    )
    for command in (("get",), ("set", "1"), ("hgetall",), ("hset", "f", "1"), ("del",))
)
INDEXES: tuple[Command, ...] = tuple(
    command
    for key in (
        *("due", "waiting", "waiting:en", "strangers"),
        *("line", "state:waiting", "callbacks", "to-forget"),
    )
    for command in (("zadd", key, "1", "m"), ("zrem", key, "m"), ("zrange", key, "0", "1"))
)
COMMON: tuple[Command, ...] = (
    *RECORDS,
    *INDEXES,
    ("hset", "duty", "f", "1"),
    ("hset", "tokens", "f", "1"),
    ("hset", "tokens:used", "f", "1"),
    ("sadd", "specialists", "m"),
    ("zadd", "alerts", "1", "m"),
    ("pexpire", "call:1", "1"),
    ("rpush", "wakeups", "line"),
    ("xadd", "audit", "*", "f", "1"),
    ("time",),
    ("multi",),
)
JOBS: tuple[Command, ...] = (
    ("rpush", "rq:queue:calls", "1"),
    ("hset", "rq:job:1", "f", "1"),
    ("sadd", "rq:queues", "m"),
    ("del", "rq:job:1"),
)
SEALING: tuple[Command, ...] = (
    ("xrange", "audit", "-", "+"),
    ("hset", "audit:head", "f", "1"),
    ("xadd", "audit:seals", "*", "f", "1"),
    ("blmove", "wakeups", "relaying", "LEFT", "RIGHT", "1"),
    ("lrem", "relaying", "1", "line"),
    ("bgrewriteaof",),
)
FOR_NOBODY: tuple[Command, ...] = (
    ("flushall",),
    ("keys", "*"),
    ("scan", "0"),
    ("config", "set", "appendonly", "no"),
    ("acl", "setuser", "web", "+@all"),
    ("debug", "sleep", "0"),
    ("shutdown",),
    ("script", "flush"),
    ("del", "audit"),
    ("xtrim", "audit", "MAXLEN", "0"),
    ("xdel", "audit", "1-1"),
)
MAY: Mapping[str, tuple[Command, ...]] = {
    "web": COMMON,
    "worker": (*COMMON, *JOBS),
    "sweep": (*COMMON, *JOBS, *SEALING),
}
MUST_NOT: Mapping[str, tuple[Command, ...]] = {
    "web": (*FOR_NOBODY, *JOBS, *SEALING, ("lrange", "rq:queue:calls", "0", "-1")),
    "worker": (*FOR_NOBODY, *SEALING),
    "sweep": FOR_NOBODY,
}


def user_problems(role: str, url: str) -> list[StoreProblem]:
    """Sign in as the user of this kind of process ("web"); everything that is wrong with it."""
    client: Any = redis.Redis.from_url(
        url, decode_responses=True, socket_connect_timeout=3, socket_timeout=5
    )
    try:
        with client:
            return [*_refused(client, role), *_allowed(client, role)]
    except gone_wrong.AuthenticationError:
        hint = f"Put its password into HELPLINE_REDIS_URL_{role.upper()}."
        return [StoreProblem(f"the store refuses the user of {role}", hint)]
    except (gone_wrong.NoPermissionError, gone_wrong.ResponseError) as error:
        kind = type(error).__name__
        hint = "Take the line over from config/redis-users.acl."
        return [StoreProblem(f"the user of {role} cannot run our scripts ({kind})", hint)]
    except gone_wrong.RedisError as error:
        what = f"the store does not answer the user of {role} ({type(error).__name__})"
        return [StoreProblem(what, "Start it, and check the address.")]


def _refused(client: Any, role: str) -> Iterator[StoreProblem]:
    _run_scripts(client)
    for number in _not_allowed(client, MAY[role]):
        what = f"the user of {role} may not {_said(MAY[role][number - 1])}, which it must"
        yield StoreProblem(what, "Take its line over from config/redis-users.acl.")


def _allowed(client: Any, role: str) -> Iterator[StoreProblem]:
    forbidden = MUST_NOT[role]
    refused = set(_not_allowed(client, forbidden))
    for number, command in enumerate(forbidden, start=1):
        if number not in refused:
            what = f"the user of {role} may {_said(command)}, which it must not"
            yield StoreProblem(what, "Take its line over from config/redis-users.acl.")


def _run_scripts(client: Any) -> None:
    """Each script in earnest: the two that read, and a commit that leaves nothing behind."""
    mark = f"{SCRATCH}{secrets.token_hex(8)}"
    around = client.register_script((LUA / "around.lua").read_text())
    indexes = ("duty", "waiting", "line", mark, "strangers", mark, "duty:phones")
    around(keys=[mark, mark, f"open:{mark}", mark, mark, *indexes], args=around_args(""))
    client.register_script((LUA / "around_leg.lua").read_text())(keys=[mark])
    writes = [
        ["h", 1, 1000, "version", "1"],
        ["z", 2, "9e15", mark],
        ["q", 2, mark],
        ["d", 1],
    ]
    commit = client.register_script((LUA / "commit.lua").read_text())
    commit(
        keys=[mark, "due", "wakeups", "audit"],
        args=[json.dumps([["v", 1, "0"]]), json.dumps(writes), "0", "", "0"],
    )


def _not_allowed(client: Any, commands: tuple[Command, ...]) -> list[int]:
    asked = client.register_script((LUA / "may.lua").read_text())
    return list(asked(args=[json.dumps(commands)]))


def _said(command: Command) -> str:
    return " ".join(command[:2])
