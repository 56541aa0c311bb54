"""Working the queue over the API, as a specialist's own system does."""

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest
from flask import Flask

from service.actions.ports import Change
from service.domain.callback import Callback, State
from service.domain.calling_hours import CallingHours
from service.domain.leg import Leg
from service.domain.person import Person
from service.domain.specialist import Specialist
from service.web.ports import NAME
from tests.actions.queueing import keep
from tests.web.api_client import Colleague, ports_of, somebody_waits, staffed

FIELDS = {
    "id", "state", "phone", "language", "reason", "crisis", "created_at", "promise_at", "due_at",
    "attempts", "specialist", "outcome", "token", "version",
}  # fmt: skip


@pytest.fixture
def amina(app: Flask) -> Colleague:
    staffed(app)
    return Colleague(app, "demo-specialist")


@pytest.fixture
def ben(app: Flask, amina: Colleague) -> Colleague:
    return Colleague(app, "demo-specialist-2")


@pytest.fixture
def in_production(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The operator's choices are those of production; the staff stays."""
    mine = app.extensions[NAME]
    policy = replace(mine.ports.policy, is_demo=False)
    monkeypatch.setitem(
        app.extensions, NAME, replace(mine, ports=replace(mine.ports, policy=policy))
    )


def test_a_callback_goes_from_request_to_close(amina: Colleague) -> None:
    wish = {"phone": "+12125550123", "language": "es", "reason": "insurance"}

    created = amina.post("/callbacks", wish)
    claimed = amina.post("/callbacks/next")
    token = claimed.get_json()["token"]
    closed = amina.post(
        f"/callbacks/{created.get_json()['id']}/close", {"token": token, "outcome": "reached"}
    )

    assert created.status_code == 201
    assert created.headers["Location"].endswith(created.get_json()["id"])
    assert created.get_json()["state"] == "waiting"
    assert claimed.get_json()["id"] == created.get_json()["id"]
    assert claimed.get_json()["specialist"] == "demo-specialist"
    assert closed.get_json() == claimed.get_json() | {
        "state": "closed",
        "outcome": "reached",
        "token": None,
        "version": closed.get_json()["version"],
    }


def test_a_second_request_finds_the_open_one(amina: Colleague) -> None:
    first = amina.post("/callbacks", {"phone": "+12125550123"})
    second = amina.post("/callbacks", {"phone": "(212) 555-0123", "reason": "insurance"})

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.get_json()["id"] == second.get_json()["id"]


def test_a_callback_shows_just_these_fields(app: Flask, amina: Colleague) -> None:
    callback_id = somebody_waits(app)

    shown = amina.get(f"/callbacks/{callback_id}").get_json()

    assert set(shown) == FIELDS
    assert shown["token"] is None
    assert shown["specialist"] is None
    assert shown["outcome"] is None
    assert shown["created_at"].endswith("Z")


@pytest.mark.usefixtures("in_production")
def test_the_number_is_masked_until_it_is_held(app: Flask, ben: Colleague) -> None:
    keep(ports_of(app), person := _person("amina"))
    ports_of(app).tokens.add("a-real-token", person.id, ("read", "work"))
    amina = Colleague(app, "a-real-token")
    callback_id = somebody_waits(app, phone="+12125550142")

    before = amina.get(f"/callbacks/{callback_id}").get_json()["phone"]
    held = amina.claims(callback_id)["phone"]

    assert before == "+1••••••••42"
    assert held == "+12125550142"


def test_that_the_holder_is_shown_the_number_is_written_down_once_a_claim(
    app: Flask, amina: Colleague, ben: Colleague
) -> None:
    callback_id = somebody_waits(app)

    def looks() -> list[str]:
        trail = ports_of(app).store._redis.xrange("audit")  # type: ignore[attr-defined]
        return [line["who"] for _, line in trail if line["what"] == "saw the number"]

    ben.get(f"/callbacks/{callback_id}")
    assert looks() == []
    first = amina.claims(callback_id)
    for _ in range(3):
        amina.get(f"/callbacks/{callback_id}")
        amina.get("/callbacks")
    assert looks() == ["demo-specialist"]
    amina.post(f"/callbacks/{callback_id}/release", {"token": first["token"]})
    ben.claims(callback_id)

    assert looks() == ["demo-specialist", "demo-specialist-2"]


@pytest.mark.usefixtures("in_production")
def test_the_tokens_of_the_demo_open_nothing_in_production(amina: Colleague) -> None:
    assert amina.get("/callbacks").status_code == 401


def test_the_token_is_shown_to_its_holder_only(
    app: Flask, amina: Colleague, ben: Colleague
) -> None:
    callback_id = somebody_waits(app)
    amina.claims(callback_id)

    assert amina.get(f"/callbacks/{callback_id}").get_json()["token"] == 1
    assert ben.get(f"/callbacks/{callback_id}").get_json()["token"] is None


def test_what_another_holds_cannot_be_claimed(app: Flask, amina: Colleague, ben: Colleague) -> None:
    callback_id = somebody_waits(app)
    amina.claims(callback_id)

    refused = ben.post(f"/callbacks/{callback_id}/claim", {})

    assert _kind(refused) == (409, "not-allowed")


def test_a_claim_twice_returns_the_same_token(app: Flask, amina: Colleague) -> None:
    callback_id = somebody_waits(app)

    assert amina.claims(callback_id) == amina.claims(callback_id)


@pytest.mark.parametrize("deed", ["call", "release", "close", "renew"])
def test_a_stale_token_is_refused(app: Flask, amina: Colleague, ben: Colleague, deed: str) -> None:
    callback_id = somebody_waits(app)
    stale = amina.claims(callback_id)["token"]
    amina.post(f"/callbacks/{callback_id}/release", {"token": stale})
    fresh = ben.claims(callback_id)

    refused = amina.post(f"/callbacks/{callback_id}/{deed}", {"token": stale, "outcome": "reached"})

    assert _kind(refused) == (409, "stale-token")
    assert ben.get(f"/callbacks/{callback_id}").get_json() == fresh


@pytest.mark.parametrize("deed", ["call", "release", "close", "renew"])
def test_a_right_token_in_the_wrong_hands_does_nothing(
    app: Flask, amina: Colleague, ben: Colleague, deed: str
) -> None:
    callback_id = somebody_waits(app)
    held = amina.claims(callback_id)

    refused = ben.post(
        f"/callbacks/{callback_id}/{deed}", {"token": held["token"], "outcome": "reached"}
    )

    assert _kind(refused) == (409, "not-allowed")
    assert amina.get(f"/callbacks/{callback_id}").get_json() == held


@pytest.mark.parametrize("deed", ["call", "release", "close"])
def test_nothing_is_done_with_what_nobody_claimed(app: Flask, amina: Colleague, deed: str) -> None:
    callback_id = somebody_waits(app)

    refused = amina.post(f"/callbacks/{callback_id}/{deed}", {"token": 0, "outcome": "reached"})

    assert _kind(refused) == (409, "stale-token")


def test_next_says_204_when_nothing_is_ready(amina: Colleague) -> None:
    answer = amina.post("/callbacks/next", {})

    assert (answer.status_code, answer.data) == (204, b"")


def test_call_rings_the_specialist_first_and_once(app: Flask, amina: Colleague) -> None:
    callback_id = somebody_waits(app)
    token = amina.claims(callback_id)["token"]

    first = amina.post(f"/callbacks/{callback_id}/call", {"token": token})
    second = amina.post(f"/callbacks/{callback_id}/call", {"token": token})

    assert first.status_code == second.status_code == 200
    assert first.get_json() == second.get_json()
    assert first.get_json()["state"] == "calling"
    store = ports_of(app).store
    callback = store.get(Callback, callback_id)
    leg = store.get(Leg, f"{callback.attempt}-s")
    assert (leg.phone, leg.serves) == ("+16465550101", f"callback:{callback_id}")
    assert store.get(Specialist, "demo-specialist").engaged == f"leg:{leg.id}"
    wakeups = app.extensions[NAME].ports.store._redis.lrange("wakeups", 0, -1)
    assert sum('"dial"' in line for line in wakeups) == 1


def test_one_phone_is_not_rung_for_two_callbacks(app: Flask, amina: Colleague) -> None:
    one, other = somebody_waits(app), somebody_waits(app)
    amina.post(f"/callbacks/{one}/call", {"token": amina.claims(one)["token"]})

    refused = amina.post(f"/callbacks/{other}/call", {"token": amina.claims(other)["token"]})

    assert _kind(refused) == (409, "not-allowed")
    assert "phone" in refused.get_json()["detail"]


def test_a_call_outside_the_hours_is_refused_with_the_next_time(
    app: Flask, amina: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = app.extensions[NAME]
    closed = CallingHours(opens=time(8, 0), closes=time(8, 0))
    policy = replace(mine.ports.policy, calling=closed)
    monkeypatch.setitem(
        app.extensions, NAME, replace(mine, ports=replace(mine.ports, policy=policy))
    )
    callback_id, crisis_id = somebody_waits(app), somebody_waits(app, crisis=True)

    refused = amina.post(
        f"/callbacks/{callback_id}/call", {"token": amina.claims(callback_id)["token"]}
    )
    crisis = amina.post(f"/callbacks/{crisis_id}/call", {"token": amina.claims(crisis_id)["token"]})

    assert _kind(refused) == (409, "outside-calling-hours")
    assert refused.get_json()["next_at"].endswith("Z")
    assert crisis.status_code == 200


def test_whoever_said_stop_is_not_called(app: Flask, amina: Colleague) -> None:
    callback_id = somebody_waits(app, phone="+12125550142")
    store = ports_of(app).store
    person = Person(id=ports_of(app).identity.person("+12125550142"))
    store.commit(Change(now=store.now(), records=(person.opt_out("all", store.now()),)))

    called = amina.post(
        f"/callbacks/{callback_id}/call", {"token": amina.claims(callback_id)["token"]}
    )
    asked = amina.post("/callbacks", {"phone": "+12125550142"})

    assert _kind(called) == (409, "not-allowed")
    assert _kind(asked) == (409, "not-allowed")


def test_a_callback_in_a_call_is_not_released(app: Flask, amina: Colleague) -> None:
    callback_id = somebody_waits(app)
    token = amina.claims(callback_id)["token"]
    amina.post(f"/callbacks/{callback_id}/call", {"token": token})

    refused = amina.post(f"/callbacks/{callback_id}/release", {"token": token})

    assert _kind(refused) == (409, "not-allowed")


def test_closing_hangs_up_what_still_rings(app: Flask, amina: Colleague) -> None:
    callback_id = somebody_waits(app)
    token = amina.claims(callback_id)["token"]
    amina.post(f"/callbacks/{callback_id}/call", {"token": token})

    closed = amina.post(
        f"/callbacks/{callback_id}/close", {"token": token, "outcome": "wrong-number"}
    )

    assert closed.get_json()["outcome"] == "wrong number"
    wakeups = ports_of(app).store._redis.lrange("wakeups", 0, -1)
    assert any('"hang_up"' in line for line in wakeups)


def test_the_same_key_claims_one_callback(app: Flask, amina: Colleague, ben: Colleague) -> None:
    for _ in range(3):
        somebody_waits(app)

    first = amina.post(
        "/callbacks/next", {}, Idempotency_Key="a key; any key ☎".encode().decode("latin-1")
    )
    again = amina.post(
        "/callbacks/next", {}, Idempotency_Key="a key; any key ☎".encode().decode("latin-1")
    )
    other = ben.post(
        "/callbacks/next", {}, Idempotency_Key="a key; any key ☎".encode().decode("latin-1")
    )

    assert first.get_json() == again.get_json()
    assert other.get_json()["id"] != first.get_json()["id"]


def test_one_key_on_two_numbers_is_two_requests(amina: Colleague) -> None:
    first = amina.post("/callbacks", {"phone": "+12125550123"}, Idempotency_Key="k")
    second = amina.post("/callbacks", {"phone": "+12125550124"}, Idempotency_Key="k")

    assert first.get_json()["id"] != second.get_json()["id"]


def test_a_list_is_read_page_by_page_while_callbacks_leave(app: Flask, amina: Colleague) -> None:
    now = ports_of(app).store.now()
    ids = [somebody_waits(app, created_at=now - timedelta(minutes=60 - i)) for i in range(7)]

    seen, cursor = [], ""
    while True:
        page = amina.get("/callbacks", state="waiting", limit=3, cursor=cursor).get_json()
        seen += [each["id"] for each in page["callbacks"]]
        amina.claims(page["callbacks"][0]["id"])
        amina.claims(page["callbacks"][-1]["id"])
        cursor = page["next"]
        if cursor is None:
            break

    assert seen == ids


def test_the_list_filters_by_state(app: Flask, amina: Colleague) -> None:
    waiting, review = somebody_waits(app), somebody_waits(app, state=State.REVIEW)

    assert _ids(amina.get("/callbacks", state="waiting")) == [waiting]
    assert _ids(amina.get("/callbacks", state="review")) == [review]
    assert set(_ids(amina.get("/callbacks"))) == {waiting, review}


def test_a_token_does_only_what_its_scopes_say(app: Flask, amina: Colleague) -> None:
    ports_of(app).tokens.add("reads-only", "demo-specialist", ("read",))
    reader = Colleague(app, "reads-only")
    callback_id = somebody_waits(app)

    assert reader.get("/callbacks").status_code == 200
    assert _kind(reader.post(f"/callbacks/{callback_id}/claim")) == (403, "wrong-scope")
    assert _kind(reader.post("/callbacks", {"phone": "+12125550123"})) == (403, "wrong-scope")


def test_a_revoked_token_opens_nothing(app: Flask, amina: Colleague) -> None:
    ports_of(app).tokens.revoke("demo-specialist")

    assert amina.get("/callbacks").status_code == 401


def test_the_counts_are_true(app: Flask, amina: Colleague) -> None:
    now = ports_of(app).store.now()
    somebody_waits(app, crisis=True, promise_at=now - timedelta(minutes=1))
    somebody_waits(app, promise_at=now - timedelta(minutes=1))
    somebody_waits(app)
    amina.claims(somebody_waits(app))

    stats = amina.get("/stats").get_json()

    assert stats["callbacks"]["waiting"] == 3
    assert stats["callbacks"]["claimed"] == 1
    assert (stats["ready"], stats["late"], stats["crisis"]) == (3, 2, 1)
    assert stats["specialists_on_shift"] == 2


def _person(name: str) -> Specialist:
    return Specialist(id=name, name=name, email=f"{name}@example.org", phone="+16465550109")


def _ids(answer: Any) -> list[str]:
    return [each["id"] for each in answer.get_json()["callbacks"]]


def _kind(answer: Any) -> tuple[int, str]:
    assert answer.mimetype == "application/problem+json", answer.get_data(as_text=True)
    problem = answer.get_json()
    assert problem["status"] == answer.status_code
    return answer.status_code, problem["type"].rpartition(":")[2]
