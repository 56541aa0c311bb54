"""The command line for people and their tokens."""

import json
from collections.abc import Callable
from dataclasses import replace

from click.testing import Result

from service.actions import second_factor
from service.actions.ports import Change, Ports
from service.domain.specialist import Role
from tests.actions.queueing import a_colleague, stored

Run = Callable[..., Result]
EMAIL = "amina@example.org"


def test_a_token_is_made_listed_used_and_revoked(run: Run, ours: Ports) -> None:
    amina = a_colleague(ours, email=EMAIL)

    secret = run("token", "make", EMAIL, "--scope", "read", "--label", "wall board").output.strip()
    ours.tokens.note_use(secret)
    listed = [json.loads(line) for line in run("token", "list", "--json").output.splitlines()]

    assert ours.tokens.holder(secret) == (amina.id, ("read",))
    assert [(each["email"], each["label"], each["scopes"]) for each in listed] == [
        (EMAIL, "wall board", ["read"])
    ]
    assert listed[0]["made_at"] <= listed[0]["used_at"]
    assert secret not in run("token", "list").output
    assert run("token", "revoke", listed[0]["id"]).output == "revoked\n"
    assert ours.tokens.holder(secret) is None


def test_what_is_not_there_is_said_in_words(run: Run, ours: Ports) -> None:
    for words in (
        ("token", "revoke", "0" * 12),
        ("token", "make", "nobody@example.org"),
        ("specialist", "reset-second-factor", "nobody@example.org"),
        ("specialist", "disable", "nobody@example.org"),
    ):
        answer = run(*words)

        assert answer.exit_code == 1, words
        assert answer.output.startswith("Error: "), words


def test_a_reset_says_what_happens_next(run: Run, ours: Ports) -> None:
    amina = a_colleague(ours, email=EMAIL)
    waiting = second_factor.set_up(ours, amina.id, "s")
    ours.store.commit(
        Change(
            now=ours.store.now(),
            records=(
                waiting.confirmed(amina.id, 1, ["code"]),
                replace(stored(ours, amina), second_factor=True),
            ),
        )
    )

    told = run("specialist", "reset-second-factor", EMAIL).output

    assert not stored(ours, amina).second_factor
    assert "signed out everywhere" in told
    assert "must set up a new one" in told
    assert "has no second factor" in run("specialist", "reset-second-factor", EMAIL).output


def test_people_are_let_go_let_in_and_promoted(run: Run, ours: Ports) -> None:
    amina = a_colleague(ours, email=EMAIL)

    run("specialist", "role", EMAIL, "supervisor")
    gone = run("specialist", "disable", EMAIL)

    assert stored(ours, amina).role is Role.SUPERVISOR
    assert stored(ours, amina).disabled
    assert "with others" in gone.output
    run("specialist", "enable", EMAIL)
    assert not stored(ours, amina).disabled
