"""Does the store keep what it acknowledges? Asked of Redis or Valkey itself, changing nothing.

It knows which of the server's own settings matter and why; which store, it is told.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import redis
from redis import exceptions as gone_wrong

OLDEST = (7, 0)
NEEDED = {
    "appendonly": ("yes", "what it acknowledges is gone when its process is"),
    "appendfsync": ("always", "what it acknowledges is gone when the machine loses power"),
    "maxmemory-policy": ("noeviction", "it would throw people's requests away to make room"),
}


class StoreProblem(NamedTuple):
    """One thing that makes the store unfit, and what to do about it."""

    what: str
    hint: str


def store_problems(url: str) -> list[StoreProblem]:
    """Ask the store at this address; return everything that is wrong with it."""
    client: Any = redis.Redis.from_url(
        url, decode_responses=True, socket_connect_timeout=3, socket_timeout=5
    )
    try:
        with client:
            return [*_server_problems(client.info()), *_setting_problems(client)]
    except gone_wrong.AuthenticationError:
        hint = "Put user and password into HELPLINE_REDIS_URL."
        return [StoreProblem("the store refuses our name or password", hint)]
    except gone_wrong.RedisError as error:
        what = f"the store does not answer ({type(error).__name__})"
        return [StoreProblem(what, "Start it, and check HELPLINE_REDIS_URL.")]


def _server_problems(info: dict[str, Any]) -> Iterator[StoreProblem]:
    version = str(info.get("redis_version", "0"))
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST:
        yield StoreProblem(f"the store is version {version}", "Use Redis 7.0 or later, or Valkey.")
    if info.get("cluster_enabled"):
        yield StoreProblem(
            "the store is a cluster, and one commit writes keys of several slots",
            "Use a single server, with a replica if you like.",
        )
    if info.get("role") == "slave":
        yield StoreProblem("the store is a replica and takes no writes", "Name the primary.")
    if info.get("aof_last_write_status", "ok") != "ok":
        yield StoreProblem("its last write to disk failed", "Look at its disk and its log.")


def _setting_problems(client: Any) -> Iterator[StoreProblem]:
    try:
        found: dict[str, str] = client.config_get(*NEEDED)
    except gone_wrong.ResponseError:
        yield StoreProblem(
            "the store does not let us see whether it keeps what it acknowledges",
            "Allow our user `config|get`, or check appendonly, appendfsync and "
            "maxmemory-policy by hand.",
        )
        return
    for name, (needed, otherwise) in NEEDED.items():
        if found.get(name) != needed:
            what = f"{name} is {found.get(name, 'unknown')}: {otherwise}"
            yield StoreProblem(what, f"Set `{name} {needed}` in its configuration.")
