"""The command line for the queue, the staff and a person's own record."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from service.actions.callbacks import claim_callback, write_notes
from service.actions.ports import Ports
from service.domain.callback import Callback, State
from service.domain.person import Person
from service.domain.specialist import Specialist
from tests.actions.queueing import a_colleague, in_queue, keep
from tests.builders import a_callback

KEYS = [
    "id", "state", "phone", "language", "reason", "crisis", "created_at", "promise_at", "due_at",
    "attempts", "specialist", "outcome",
]  # fmt: skip
CALLER = "+12125550142"
Run = Callable[..., Result]


def test_callbacks_are_json_lines_with_the_agreed_keys(run: Run, ours: Ports) -> None:
    first, second = (
        in_queue(ours, phone=CALLER),
        in_queue(ours, state=State.CLOSED, outcome="reached"),
    )

    lines = [json.loads(line) for line in run("callbacks", "--json").stdout.splitlines()]

    assert [line["id"] for line in lines] == [first.id, second.id]
    assert all(list(line) == KEYS for line in lines)
    assert lines[0]["phone"] == CALLER
    assert lines[1]["outcome"] == "reached"
    assert lines[0]["created_at"].endswith("Z")


def test_callbacks_can_be_narrowed_to_one_state(run: Run, ours: Ports) -> None:
    in_queue(ours)
    closed = in_queue(ours, state=State.CLOSED)

    lines = run("callbacks", "--json", "--state", "closed").stdout.splitlines()

    assert [json.loads(line)["id"] for line in lines] == [closed.id]
    assert run("callbacks", "--state", "lost").exit_code == 2


def test_an_empty_queue_prints_nothing(run: Run) -> None:
    assert run("callbacks", "--json").stdout == ""


def test_more_than_a_page_is_listed_whole(run: Run, ours: Ports) -> None:
    many = [a_callback(at=ours.store.now()) for _ in range(405)]
    keep(ours, *many)
    ids = {each.id for each in many}

    lines = run("callbacks", "--json").stdout.splitlines()

    assert {json.loads(line)["id"] for line in lines} == ids
    assert len(lines) == 405


def test_the_table_is_for_people(run: Run, ours: Ports) -> None:
    callback = in_queue(ours, crisis=True)

    table = run("callbacks").stdout

    assert callback.id in table
    assert "CRISIS" in table


def test_staff_are_added_listed_and_put_on_shift(run: Run) -> None:
    words = "specialist add --name Amina --email a@example.org --phone +16465550109".split()

    added = run(*words, "--language", "es", "--password", "correct horse battery")
    shift = run("specialist", "shift", "A@example.org", "on")
    listed = json.loads(run("specialist", "list", "--json").stdout)

    assert added.exit_code == shift.exit_code == 0
    assert (listed["name"], listed["languages"], listed["on_shift"]) == ("Amina", ["es"], True)
    assert "0109" not in listed["phone"]
    assert "Amina" in run("specialist", "list").stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("add --name A --email a@x.org --phone 911 --password 123456789012", "ordinary line"),
        ("add --name A --email a@x.org --password short", "12 characters"),
        ("add --name A --email ann --password 123456789012", "write an e-mail address"),
        ("add --name A --email a@b@c.org --password 123456789012", "write an e-mail address"),
        ("add --name A --email a@x --password 123456789012", "write an e-mail address"),
        ("shift nobody@x on", "nobody here"),
        ("token nobody@x", "nobody here"),
    ],
)
def test_a_mistake_is_said_in_words(run: Run, words: str, says: str) -> None:
    result = run("specialist", *words.split())

    assert result.exit_code != 0
    assert says in result.output


def test_another_phone_rings_for_a_specialist(run: Run, ours: Ports) -> None:
    amina = a_colleague(ours, email="amina@example.org")

    result = run("specialist", "phone", "amina@example.org", "646-555-0177")

    assert result.exit_code == 0
    assert "+16465550177" not in result.output
    changed = ours.store.get(Specialist, amina.id)
    assert changed is not None
    assert changed.phone == "+16465550177"
    assert run("specialist", "phone", "amina@example.org", "911").exit_code != 0


def test_a_new_token_opens_the_api(run: Run, ours: Ports) -> None:
    amina = a_colleague(ours, email="amina@example.org")

    made = run("specialist", "token", "amina@example.org", "--scope", "read").stdout.strip()

    assert ours.tokens.holder(made) == (amina.id, ("read",))


def test_a_person_gets_what_is_kept_about_them(run: Run, ours: Ports) -> None:
    in_queue(ours, phone=CALLER)
    in_queue(ours, phone="+12125550143")

    lines = [json.loads(line) for line in run("person", "export", CALLER).stdout.splitlines()]

    assert [line["kind"] for line in lines] == ["callback"]
    assert lines[0]["phone"] == CALLER


def test_erased_only_the_coded_record_of_a_stop_stays(run: Run, ours: Ports) -> None:
    who = ours.identity.person(CALLER)
    amina = a_colleague(ours)
    claimed = claim_callback(ours, in_queue(ours, phone=CALLER).id, amina.id)
    write_notes(ours, claimed.id, claimed.token, "a note", amina.id)
    keep(ours, Person(id=who).opt_out("sms", ours.store.now()))
    other = in_queue(ours, phone="+12125550143")

    result = run("person", "erase", CALLER, "--yes")

    assert "Erased." in result.output
    assert ours.store.get(Callback, claimed.id) is None
    assert ours.store.around(who).callback is None
    assert ours.store.get(Callback, other.id) is not None
    kept = ours.store.get(Person, who)
    assert kept is not None
    assert kept.opted_out == "sms"


def test_without_a_store_the_command_says_so(run: Run) -> None:
    result = run("callbacks", "--json", HELPLINE_REDIS_URL="unix:///nowhere/at/all")

    assert result.exit_code == 1
    assert "is the helpline running?" in result.output
    assert "Traceback" not in result.output


def test_the_audit_trail_is_verified(run: Run, ours: Ports) -> None:
    amina = a_colleague(ours)
    claim_callback(ours, in_queue(ours).id, amina.id)

    result = run("audit", "verify")

    assert result.exit_code == 0
    assert "not sealed yet: 1" in result.output
    assert run("audit", "verify", "--head", "f" * 64).exit_code == 1
