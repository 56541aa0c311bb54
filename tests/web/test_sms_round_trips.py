"""No text costs more than one round trip to read and one to write, a crisis neither."""

import pytest
from flask import Flask

from service.domain.specialist import Role
from tests.web.conftest import Twilio
from tests.web.round_trips import counted_trips, too_many
from tests.web.switchboard import Switchboard
from tests.web.test_sms_webhooks import messages_of


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    twilio.texts("hi", phone="+13105550118")  # a process's first text loads the scripts
    return Switchboard(twilio, app.extensions["helpline"].ports, link)


@pytest.mark.parametrize(
    "stands", [{}, {"phone": ""}, {"on_shift": False, "role": Role.SUPERVISOR}]
)
def test_a_crisis_and_what_follows_it_while_somebody_is_here(
    board: Switchboard, stands: dict[str, object]
) -> None:
    board.on_shift("amina", **stands)

    with counted_trips(board.twilio) as trips:
        answers = [
            board.twilio.texts(body)
            for body in ("i want to die", "i will kill myself", "she took pills", "hello", "CALL")
        ]

    assert ("alerted" in messages_of(answers[0])[0]) == (stands.get("phone") != "")
    assert len(trips) == 5
    assert too_many(trips) == []


@pytest.mark.parametrize("body", ["KETAMINE", "CALL", "NOCALL", "INSURANCE", "STOP", "xyzzy"])
def test_any_other_text(board: Switchboard, body: str) -> None:
    board.on_shift("amina")

    with counted_trips(board.twilio) as trips:
        for _ in range(2):
            board.twilio.texts(body)

    assert len(trips) == 2
    assert too_many(trips) == []
