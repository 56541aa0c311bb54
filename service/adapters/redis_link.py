"""Connections to Redis or Valkey, and what their errors mean to us.

Two kinds: `hasty` for webhooks (about a second in all, at most one retry) and `patient` for
workers and the sweep. Knows no keys.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import redis
from redis import exceptions as gone_wrong
from redis.backoff import ConstantBackoff
from redis.retry import Retry

from service.domain.errors import StoreFull, StoreUnavailable

# redis-py's types do not tell str from bytes, so what it returns is checked where it is used.
Link = Any


def hasty(url: str) -> Link:
    """For webhooks: an answer within about a second, or StoreUnavailable."""
    return redis.Redis.from_url(
        url,
        decode_responses=True,
        socket_connect_timeout=0.4,
        socket_timeout=0.5,
        retry=Retry(ConstantBackoff(0), 1),
    )


def patient(url: str) -> Link:
    """For workers and the sweep, which wait on blocking commands."""
    return redis.Redis.from_url(
        url,
        decode_responses=True,
        socket_connect_timeout=2,
        socket_timeout=10,
        retry=Retry(ConstantBackoff(1), 2),
    )


@contextmanager
def our_errors() -> Iterator[None]:
    """Turn redis-py's exceptions into ours."""
    try:
        yield
    except gone_wrong.OutOfMemoryError as error:
        raise StoreFull("the store is out of memory") from error
    except (
        gone_wrong.ConnectionError,
        gone_wrong.TimeoutError,
        gone_wrong.BusyLoadingError,
    ) as error:
        raise StoreUnavailable("the store did not answer") from error
    except gone_wrong.ResponseError as error:
        if "MISCONF" in str(error) or "OOM" in str(error):
            raise StoreFull("the store refuses writes") from error
        raise StoreUnavailable(f"the store answered with an error: {_kind(error)}") from error
    except gone_wrong.RedisError as error:
        raise StoreUnavailable("the store failed") from error


def _kind(error: Exception) -> str:
    """The first word of a Redis error: its kind, without any key or value."""
    return str(error).split(" ", 1)[0][:40]


def store_time(client: Link) -> datetime:
    """The store's own clock."""
    with our_errors():
        seconds, micros = client.time()
    return datetime.fromtimestamp(int(seconds) + int(micros) / 1e6, UTC)


def why_away(client: Link) -> str:
    """Why the store does not answer a ping now; "" when it does."""
    try:
        client.ping()
    except gone_wrong.RedisError:
        return "the store does not answer"
    return ""
