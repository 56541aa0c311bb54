"""Whatever is sent to the API, a program gets a 4xx with a reason."""

import json
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from service.adapters.redis_link import hasty
from tests.web.api_client import Colleague, ports_of, somebody_waits, staffed

PROBLEM = "application/problem+json"


@pytest.fixture
def amina(app: Flask) -> Colleague:
    staffed(app)
    return Colleague(app, "demo-specialist")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/callbacks"),
        ("GET", "/callbacks/nosuch"),
        ("POST", "/callbacks"),
        ("POST", "/callbacks/next"),
        ("POST", "/callbacks/nosuch/claim"),
        ("GET", "/stats"),
        ("GET", "/no-such-thing"),
        ("DELETE", "/callbacks"),
        ("POST", "/"),
    ],
)
@pytest.mark.parametrize("header", [None, "Bearer wrong", "Basic ZGVtbzpkZW1v", "Bearer", "x", ""])
def test_without_a_known_token_nothing_is_answered(
    app: Flask, amina: Colleague, method: str, path: str, header: str | None
) -> None:
    headers = {} if header is None else {"Authorization": header}

    answer = app.test_client().open(f"/api/v1{path}", method=method, headers=headers)

    assert (answer.status_code, answer.mimetype) == (401, PROBLEM)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_an_unknown_address_is_a_problem_too(amina: Colleague) -> None:
    answer = amina.get("/no-such-thing")

    assert (answer.status_code, answer.mimetype) == (404, PROBLEM)


def test_a_wrong_method_names_the_right_ones(app: Flask, amina: Colleague) -> None:
    headers = {"Authorization": "Bearer demo-specialist"}

    answer = app.test_client().delete("/api/v1/callbacks", headers=headers)

    assert (answer.status_code, answer.mimetype) == (405, PROBLEM)
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))


@pytest.mark.parametrize("deed", ["claim", "call", "release", "close", "renew"])
def test_an_unknown_callback_is_404(amina: Colleague, deed: str) -> None:
    answer = amina.post(f"/callbacks/nosuch/{deed}", {"token": 1, "outcome": "reached"})

    assert (answer.status_code, answer.mimetype) == (404, PROBLEM)


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"token=1", "application/x-www-form-urlencoded", 415),
        (b"{}", "text/plain", 415),
        (b"{", "application/json", 400),
        (b'{"token": NaN}', "application/json", 400),
        (b'{"token": ' + b"9" * 5000 + b"}", "application/json", 400),
        (b"\xff\xfe\xfd", "application/json", 400),
        (b'{"a":' * 2000 + b"1" + b"}" * 2000, "application/json", 400),
        (b"[]", "application/json", 422),
        (b"null", "application/json", 422),
        (b'"token"', "application/json", 422),
        (b'{"token": {"a": 1}}', "application/json", 422),
        (b'{"token": "1"}', "application/json", 422),
        (b'{"token": true}', "application/json", 422),
        (b'{"token": 1.5}', "application/json", 422),
        (b'{"token": -1}', "application/json", 422),
        (b'{"token": 99999999999999999999}', "application/json", 422),
        (b"{}", "application/json", 422),
        (b"", "application/json", 422),
        (b" " * 20_000, "application/json", 413),
    ],
)
def test_a_bad_body_is_refused_in_words(
    app: Flask, amina: Colleague, body: bytes, content_type: str, status: int
) -> None:
    callback_id = somebody_waits(app)
    amina.claims(callback_id)

    answer = app.test_client().post(
        f"/api/v1/callbacks/{callback_id}/release",
        data=body,
        headers={"Authorization": "Bearer demo-specialist", "Content-Type": content_type},
    )

    assert (answer.status_code, answer.mimetype) == (status, PROBLEM)
    assert answer.get_json()["detail"]


@pytest.mark.parametrize(
    "phone",
    [
        None, 5, True, "", "x", "\0", "+", "911", "988", "+18009151270", "+19005550123",
        "+442079460000", "+8765550123", "+1" + "2" * 500, "12125550123x5", "anonymous",
        "\ud800", "+1212555012३", "client:me", "'; DROP TABLE", "1-800-FLOWERS",
    ],
)  # fmt: skip
def test_a_number_nobody_may_dial_is_refused(amina: Colleague, phone: object) -> None:
    answer = amina.post("/callbacks", {"phone": phone})

    assert answer.status_code in (201, 422), answer.get_data(as_text=True)
    if answer.status_code == 201:
        # Only the same ordinary number in other digits may pass.
        assert answer.get_json()["phone"] == "+12125550123"


@pytest.mark.parametrize(
    "more", [{"language": "fr"}, {"language": 1}, {"reason": "boredom"}, {"reason": None}]
)
def test_a_wish_must_make_sense(amina: Colleague, more: dict[str, Any]) -> None:
    answer = amina.post("/callbacks", {"phone": "+12125550123"} | more)

    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["field"] in more


@pytest.mark.parametrize("outcome", [None, 1, "", "great", "REACHED\0"])
def test_an_outcome_must_be_one_of_ours(app: Flask, amina: Colleague, outcome: object) -> None:
    callback_id = somebody_waits(app)
    token = amina.claims(callback_id)["token"]

    answer = amina.post(f"/callbacks/{callback_id}/close", {"token": token, "outcome": outcome})

    assert answer.status_code == 422
    assert amina.get(f"/callbacks/{callback_id}").get_json()["state"] == "claimed"


@pytest.mark.parametrize(
    "query",
    [
        {"state": "lost"}, {"state": ""}, {"cursor": "☎"}, {"cursor": "AAAA"},
        {"cursor": "bmFuOng="},
        {"cursor": "MWU5OTk6eA=="}, {"cursor": "x" * 500}, {"limit": 0}, {"limit": "many"},
        {"limit": 10**30}, {"state": ["waiting", "review"]},
    ],
)  # fmt: skip
def test_a_bad_query_is_refused_in_words(amina: Colleague, query: dict[str, Any]) -> None:
    answer = amina.get("/callbacks", **query)

    assert (answer.status_code, answer.mimetype) == (422, PROBLEM)


def test_an_endless_id_finds_nothing(amina: Colleague) -> None:
    assert amina.get(f"/callbacks/{'x' * 5000}").status_code == 404
    assert amina.get("/callbacks/%00%ff%0d%0a").status_code == 404


def test_without_the_store_it_says_try_later(
    app: Flask, amina: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = hasty("unix:///nowhere/at/all")
    store = ports_of(app).store
    monkeypatch.setattr(store, "_redis", away)

    answer = amina.get("/stats")

    assert (answer.status_code, answer.mimetype) == (503, PROBLEM)


def test_without_the_store_nobody_is_recognised_and_that_is_said(
    app: Flask, amina: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ports_of(app).tokens, "_redis", hasty("unix:///nowhere/at/all"))

    answer = amina.get("/no-such-thing")

    assert (answer.status_code, answer.mimetype) == (503, PROBLEM)


def test_the_document_names_every_route(app: Flask) -> None:
    document = app.test_client().get("/api/v1/openapi.json").get_json()

    routes = {
        f"{method} {rule.rule}".replace("<callback_id>", "{callback_id}")
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.") and rule.endpoint != "api.openapi"
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    described = {
        f"{method.upper()} {path}" for path, ways in document["paths"].items() for method in ways
    }
    assert described == routes
    assert document["openapi"].startswith("3.")


ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.text(st.characters(categories=["Cs", "Cc"])),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(), st.none(), max_size=2),
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    deed=st.sampled_from(["", "/next", "/x/claim", "/x/call", "/x/close", "/x/release"]),
    fields=st.dictionaries(
        st.sampled_from(["token", "outcome", "phone", "language", "reason", "notes", "x\0"]),
        ANYTHING,
    ),
    key=st.text(max_size=300),
)
def test_nothing_that_is_sent_makes_it_fall_over(
    app: Flask, amina: Colleague, deed: str, fields: dict[str, Any], key: str
) -> None:
    header = key.encode("utf-8", "replace").decode("latin-1").translate(dict.fromkeys(range(32)))

    answer = app.test_client().post(
        f"/api/v1/callbacks{deed}",
        data=json.dumps(fields),
        headers={
            "Authorization": "Bearer demo-specialist",
            "Content-Type": "application/json",
            "Idempotency-Key": header,
        },
    )

    assert answer.status_code < 500
    assert answer.status_code < 400 or answer.mimetype == PROBLEM


def test_schemathesis_finds_nothing(app: Flask, amina: Colleague) -> None:
    callback_id = somebody_waits(app)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)

    tried = [_try(found.ok(), callback_id) for found in schema.get_all_operations()]

    assert len(tried) == 10
    assert min(tried) > 0


def _try(operation: Any, callback_id: str) -> int:
    """Send what the document allows and what it does not; every answer must be described.

    Left out: it does not know that our header replaced the one it made up, nor that a text is
    not always a telephone number or a cursor.
    """
    tried = 0

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def one(case: Any) -> None:
        nonlocal tried
        tried += 1
        if "callback_id" in case.path_parameters and tried % 2:
            case.path_parameters["callback_id"] = callback_id
        answer = case.call(headers={"Authorization": "Bearer demo-specialist"})
        case.validate_response(answer, excluded_checks=[ignored_auth, positive_data_acceptance])

    one()
    return tried
