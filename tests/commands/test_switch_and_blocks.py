"""The switch and the block-list from the command line."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from click.testing import Result

from service.actions.blocking import blocked_people
from service.actions.ports import Ports

NUMBER = "+12125550142"
Run = Callable[..., Result]


def test_closed_by_command_the_hours_say_so_and_open_ends_it(run: Run, ours: Ports) -> None:
    until = (ours.store.now() + timedelta(hours=5)).isoformat()

    closed = run("close", "--until", until, "--say", "A storm.", "--forward", "212-555-0188")

    assert closed.exit_code == 0
    assert "closed by the switch" in closed.output
    assert "5550188" not in closed.output
    assert "closed by the switch" in run("hours").output
    later = (ours.store.now() + timedelta(hours=6)).isoformat()
    assert "no one is on shift" in run("hours", "at", later).output
    assert "switch" not in run("open").output
    assert "switch" not in run("hours").output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--until", "soon"), "not an ISO 8601 time"),
        (("--until", "2030-01-01T08:00"), "say the offset too"),
        (("--until", "2020-01-01T08:00Z"), "lies ahead"),
        (("--forward", "911"), "ordinary line"),
        (("--forward", "800-915-1270"), "own number"),
        (("--say", "x" * 200), "one text message"),
    ],
)
def test_what_does_not_go_is_said_in_words(
    run: Run, ours: Ports, words: tuple[str, ...], says: str
) -> None:
    result = run("close", *words)

    assert result.exit_code != 0
    assert says in result.output
    assert not ours.store.now_and_closing()[1].closed


def test_hours_at_a_holiday_evening_say_by_which_rule(run: Run) -> None:
    said = run("hours", "at", "2026-12-24T22:00-05:00").output

    assert "Thursday 2026-12-24 22:00 EST" in said
    assert "By the hours of every Thursday: day and night." in said


def test_a_number_is_blocked_listed_and_unblocked(run: Run, ours: Ports) -> None:
    blocked = run("block", NUMBER, "--hours", "48", "--reason", "robot")

    assert "Blocked until" in blocked.output
    [row] = map(json.loads, run("blocked", "--json").stdout.splitlines())
    assert (row["number"], row["reason"], row["by"]) == ("+1••••••••42", "robot", "command line")
    assert "robot" in run("blocked").output
    assert "Served again." in run("unblock", NUMBER).output
    assert run("blocked", "--json").stdout == ""
    assert blocked_people(ours) == []


@pytest.mark.parametrize(
    "words",
    [
        ("block", "hello"),
        ("block", "800-915-1270"),
        ("block", NUMBER, "--hours", "0"),
        ("block", NUMBER, "--hours", "721"),
        ("block", NUMBER, "--reason", "because"),
        ("unblock", "hello"),
    ],
)
def test_a_wrong_word_blocks_nobody(run: Run, ours: Ports, words: tuple[str, ...]) -> None:
    assert run(*words).exit_code != 0
    assert blocked_people(ours) == []


def test_a_block_is_part_of_what_a_person_gets(run: Run) -> None:
    run("block", NUMBER)

    [person] = map(json.loads, run("person", "export", NUMBER).stdout.splitlines())

    assert person["kind"] == "person"
    assert person["blocked_reason"] == "abuse"
    assert person["blocked_until"].endswith("Z")


def test_erased_the_block_holds_to_its_end_without_a_number(run: Run) -> None:
    run("block", NUMBER)

    run("person", "erase", NUMBER, "--yes")

    [row] = map(json.loads, run("blocked", "--json").stdout.splitlines())
    assert (row["number"], row["reason"]) == ("erased", "abuse")
