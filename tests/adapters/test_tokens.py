"""What is kept of API tokens: everything but the token."""

import time

import pytest

from service.adapters import redis_tokens
from service.adapters.redis_link import Link
from service.adapters.redis_tokens import RedisTokens


def test_tokens_are_listed_newest_first_without_the_token(link: Link) -> None:
    tokens = RedisTokens(link)
    tokens.add("first secret", "amina", ("read",), "Wall board")
    tokens.add("second secret", "amina", ("read", "work"))
    tokens.add("bens secret", "ben", ("ask",))

    hers = tokens.all("amina")

    assert [(each.label, each.scopes) for each in hers] == [
        ("", ("read", "work")), ("Wall board", ("read",)),
    ]  # fmt: skip
    assert len(tokens.all()) == 3
    assert all(each.made_at is not None and each.used_at is None for each in hers)
    assert "secret" not in str(link.hgetall("tokens"))


def test_an_id_opens_nothing(link: Link) -> None:
    tokens = RedisTokens(link)
    made = tokens.add("secret", "amina", ("read",))

    assert tokens.holder(made.id) is None
    assert tokens.revoke_id("") is None
    assert tokens.revoke_id("*") is None
    assert tokens.holder("secret") is not None


def test_a_token_made_before_they_had_names_is_still_good(link: Link) -> None:
    tokens = RedisTokens(link)
    tokens.add("old", "amina", ("read",))
    digest = link.hkeys("tokens")[0]
    link.hset("tokens", digest, '{"specialist": "amina", "scopes": ["read"]}')

    assert tokens.holder("old") == ("amina", ("read",))
    assert [(each.label, each.made_at) for each in tokens.all()] == [("", None)]


def test_its_use_is_noted_now_and_then_and_not_every_time(
    link: Link, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = RedisTokens(link)
    tokens.add("secret", "amina", ("read",))
    clock = [1000.0]
    monkeypatch.setattr(redis_tokens.time, "monotonic", lambda: clock[0])
    written = []
    real = link.hset
    monkeypatch.setattr(link, "hset", lambda *given: (written.append(given[0]), real(*given)))

    for later in (0, 1, 200, 299, 301):
        clock[0] = 1000.0 + later
        tokens.note_use("secret")

    assert written == ["tokens:used"] * 2
    used = tokens.all()[0].used_at
    assert used is not None
    assert abs(used.timestamp() - time.time()) < 60


def test_all_of_one_person_end_together_and_leave_nothing(link: Link) -> None:
    tokens = RedisTokens(link)
    for secret in ("one", "two"):
        tokens.add(secret, "amina", ("read",))
        tokens.note_use(secret)
    tokens.add("bens", "ben", ("read",))

    tokens.revoke_all("amina")
    tokens.revoke_all("nobody")

    assert tokens.holder("one") is None
    assert tokens.holder("bens") is not None
    assert link.hlen("tokens") == 1
    assert link.hlen("tokens:used") == 0
