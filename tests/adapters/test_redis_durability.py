"""A store that does not keep what it acknowledges is found out."""

import pytest

from service.adapters.redis_durability import store_problems
from tests.valkey import a_valkey


def test_the_store_of_the_tests_is_fit(valkey_url):
    assert store_problems(valkey_url) == []


@pytest.mark.parametrize(
    ("setting", "value"),
    [("appendonly", "no"), ("appendfsync", "everysec"), ("maxmemory-policy", "allkeys-lru")],
)
def test_a_store_that_would_lose_requests_is_found_out(setting, value):
    with a_valkey(f"--{setting}", value) as url:
        (problem,) = store_problems(url)

    assert problem.what.startswith(f"{setting} is {value}")
    assert setting in problem.hint


def test_everything_wrong_is_said_at_once():
    with a_valkey("--appendonly", "no", "--appendfsync", "no") as url:
        assert len(store_problems(url)) == 2


def test_a_cluster_is_refused():
    with a_valkey("--cluster-enabled", "yes") as url:
        (problem,) = store_problems(url)

    assert "cluster" in problem.what


def test_a_store_that_will_not_say_is_not_taken_for_fit():
    with a_valkey("--rename-command", "CONFIG", "") as url:
        (problem,) = store_problems(url)

    assert "does not let us see" in problem.what


def test_a_store_that_is_away_is_said(tmp_path):
    (problem,) = store_problems(f"unix://{tmp_path}/nobody")

    assert "does not answer" in problem.what
