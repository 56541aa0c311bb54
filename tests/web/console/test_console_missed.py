"""The supervisor's list of calls that reached nobody here."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from service.actions.taking_in import received_is_due
from service.domain.received import ReceivedCall
from tests.builders import CALLER, a_sid
from tests.fakes import FakeTelephone
from tests.web.console.conftest import Desk
from tests.web.console.visitor import Visitor

PAGE = "/console/missed"


def rings(telephone: FakeTelephone, desk: Desk, phone: str = CALLER) -> None:
    at = desk.store.now() - timedelta(minutes=5)
    telephone.rang.append(ReceivedCall(sid=a_sid("CA"), phone=phone, status="completed", at=at))


def test_a_supervisor_sees_who_rang_masked(
    arrives: Callable[..., Visitor], desk: Desk, telephone: FakeTelephone
) -> None:
    supervisor = arrives("supervisor")
    supervisor.opens(PAGE)
    assert supervisor.sees("No call was missed.")
    for phone in (CALLER, CALLER, "+266696687"):
        rings(telephone, desk, phone)

    received_is_due(replace(desk.ports, telephone=telephone), "calls")
    supervisor.opens(PAGE)

    assert supervisor.sees("rang 2 times")
    assert supervisor.sees("number withheld")
    assert CALLER not in supervisor.page
    assert "310" not in supervisor.words()


def test_the_list_is_for_supervisors(specialist: Visitor, arrives: Callable[..., Visitor]) -> None:
    specialist.opens(PAGE)

    assert specialist.status == 403
    assert PAGE not in arrives().page
    assert PAGE in arrives("admin").page
