"""What to do in an emergency: said where somebody talks with a person, as we never dial 911."""

from dataclasses import replace

from service.actions.callbacks import claim_callback
from service.actions.ports import Change
from service.domain.specialist import Specialist
from tests.web.console.conftest import Desk
from tests.web.console.visitor import Visitor

ASK = "Ask where the person is. Our service does not dial 911"


def engaged(desk: Desk, what: str) -> None:
    me = desk.store.get(Specialist, "demo-specialist")
    assert me is not None
    change = Change(now=desk.store.now(), records=(replace(me, engaged=what),))
    desk.ports.store.commit(change)


def test_a_callbacks_page_says_to_ask_where_they_are(specialist: Visitor, desk: Desk) -> None:
    asked = desk.has()
    claim_callback(desk.ports, asked.id, "demo-specialist")

    specialist.opens(f"/console/callbacks/{asked.id}")

    assert specialist.sees(ASK)
    assert specialist.sees("press * for a colleague")


def test_the_queue_page_says_it_while_a_call_is_on(specialist: Visitor, desk: Desk) -> None:
    specialist.opens("/console/")
    assert not specialist.sees(ASK)

    engaged(desk, "leg:one")
    specialist.opens("/console/")

    assert specialist.sees(ASK)
