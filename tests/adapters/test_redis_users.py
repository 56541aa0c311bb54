"""The users of config/redis-users.acl may do what their processes do, and nothing more."""

from collections.abc import Iterator

import pytest
import redis

from service.adapters.redis_users import MAY, user_problems
from service.supervision.store_users import RULES
from tests.valkey import a_valkey_with_users, as_user


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A store with our users."""
    with a_valkey_with_users() as url:
        yield url


@pytest.mark.parametrize("role", MAY)
def test_each_user_may_do_its_work_and_no_more(url: str, role: str) -> None:
    assert user_problems(role, as_user(role, url)) == []


def test_trying_leaves_nothing_behind(url: str) -> None:
    for role in MAY:
        user_problems(role, as_user(role, url))

    with redis.Redis.from_url(url) as owner:
        assert owner.keys() == []


@pytest.mark.parametrize(
    "command",
    [
        ("LPUSH", "rq:queue:calls", "1"),
        ("HGETALL", "rq:job:1"),
        ("SMEMBERS", "rq:queues"),
        ("DEL", "rq:queues"),
        ("RENAME", "callback:1", "rq:queue:calls"),
        ("COPY", "callback:1", "rq:job:1"),
        ("LRANGE", "wakeups", "0", "-1"),
        ("DEL", "audit"),
        ("XRANGE", "audit", "-", "+"),
        ("HSET", "audit:head", "mac", "forged"),
        ("EVAL", "return redis.call('lpush', KEYS[1], '1')", "1", "rq:queue:calls"),
        ("EVAL", "return redis.call('lpush', 'rq:queue:calls', '1')", "0"),
        ("EVAL", "return redis.call('del', KEYS[1])", "1", "audit"),
        ("PUBLISH", "rq:pubsub:worker", "shutdown"),
        ("SUBSCRIBE", "rq:pubsub:worker"),
        ("KEYS", "*"),
        ("FLUSHALL",),
        ("CONFIG", "GET", "*"),
        ("ACL", "SETUSER", "web", "+@all"),
    ],
)
def test_whoever_has_the_web_s_password_reaches_no_job(url: str, command: tuple[str, ...]) -> None:
    with redis.Redis.from_url(url) as owner:
        owner.set("callback:1", "there to be copied")

    web = redis.Redis.from_url(as_user("web", url))
    with web, pytest.raises(redis.exceptions.ResponseError) as refused:
        web.execute_command(*command)

    assert "permission" in str(refused.value) or "ACL" in str(refused.value)


def test_a_right_that_is_missing_is_named() -> None:
    rules = RULES.read_text().replace("(+xadd ~audit) (+rpush ~wakeups)", "(+xadd ~audit)")

    with a_valkey_with_users(rules) as url:
        told = [problem.what for problem in user_problems("web", as_user("web", url))]

    assert told == ["the user of web may not rpush wakeups, which it must"]


def test_a_user_who_may_do_everything_is_named(url: str) -> None:
    told = [problem.what for problem in user_problems("web", url)]

    assert "the user of web may rpush rq:queue:calls, which it must not" in told


def test_a_wrong_password_is_said(url: str) -> None:
    (problem,) = user_problems("web", as_user("web", url).replace("own", "wrong"))

    assert problem.what == "the store refuses the user of web"
