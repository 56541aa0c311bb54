"""What is wrong on the way to us is seen by whoever looks at the service's health."""

from flask.testing import FlaskClient

from service.actions.demo_staff import seed_demo
from service.actions.ports import Ports
from service.actions.troubles import PUBLIC_URL, all_is_well, raise_alarm
from service.adapters.public_address import mark_of
from service.web.ports import NAME
from workers.self_test import TRIES, look

TROUBLE = "https://helpline.example.org/health/live answers 502; it should lead to this service."


def audited(link) -> list[str]:
    return [entry["why"] for _, entry in link.xrange("audit") if entry["what"] == "alarm"]


def test_a_public_address_that_is_not_ours_is_an_alarm_and_no_outage(
    client: FlaskClient, ports: Ports, link
) -> None:
    pauses: list[float] = []

    seed_demo(ports)
    look(ports, lambda: TROUBLE, pauses.append)

    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json["warnings"]) == (200, [TROUBLE])
    assert len(pauses) == TRIES
    assert audited(link) == [TROUBLE]


def test_an_address_that_leads_to_us_in_the_end_is_none(client: FlaskClient, ports: Ports) -> None:
    answers = [TROUBLE, TROUBLE, ""]
    seed_demo(ports)

    look(ports, lambda: answers.pop(0), lambda _: None)

    assert client.get("/health/ready").json["warnings"] == []


def test_the_next_start_clears_the_alarm(client: FlaskClient, ports: Ports) -> None:
    seed_demo(ports)
    raise_alarm(ports, PUBLIC_URL, TROUBLE)
    assert client.get("/health/ready").json["warnings"] == [TROUBLE]

    all_is_well(ports, PUBLIC_URL)

    assert client.get("/health/ready").json["warnings"] == []


def test_the_same_alarm_again_at_once_is_written_once(ports: Ports, link) -> None:
    for _ in range(5):
        raise_alarm(ports, "twilio", TROUBLE)

    assert audited(link) == [TROUBLE]


def test_a_live_service_says_which_one_it_is(client: FlaskClient) -> None:
    mark = client.application.extensions[NAME].mark

    assert client.get("/health/live").json == {"status": "live", "service": mark}
    assert mark != mark_of("another key")


def test_a_stranger_reads_no_warnings(client: FlaskClient, ports: Ports) -> None:
    seed_demo(ports)
    raise_alarm(ports, PUBLIC_URL, TROUBLE)

    answer = client.get("/health/ready", environ_base={"REMOTE_ADDR": "8.8.4.4"})

    assert (answer.status_code, answer.json["warnings"]) == (200, [])
