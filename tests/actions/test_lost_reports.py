"""Twilio's report of a call's end never came: the next deed on that phone finds out."""

from dataclasses import dataclass, replace

from service.actions.leg_due import leg_is_due
from service.actions.legs import hang_up, lead_on
from service.actions.ports import Change, Ports
from service.domain.errors import RefusedByCarrier, UnknownToCarrier
from service.domain.leg import Leg, LegState
from service.domain.specialist import Specialist
from tests.builders import a_leg, a_specialist
from tests.fakes import FakeTelephone

SID = "CA" + "1" * 32


@dataclass
class DeadLine(FakeTelephone):
    """A telephone whose calls have all been hung up."""

    def redirect(self, sid: str, path: str) -> None:
        raise RefusedByCarrier("not in progress", 21220)

    def hang_up(self, sid: str) -> None:
        raise RefusedByCarrier("not in progress", 21220)


@dataclass
class Unhelpful(FakeTelephone):
    """A telephone that will not say how a call stands."""

    why: Exception | None = None

    def call_status(self, sid: str) -> str:
        assert self.why is not None
        raise self.why


def in_a_room(ports: Ports) -> Leg:
    """A specialist's phone in a room, as far as we know."""
    now = ports.store.now()
    leg = a_leg(state=LegState.ACCEPTED, sid=SID, due_at=now, created_at=now)
    who = a_specialist(id=leg.specialist, engaged=f"leg:{leg.id}")
    ports.store.commit(Change(now=now, records=(leg, who)))
    return leg


def is_free(ports: Ports, leg: Leg) -> bool:
    stored, who = ports.store.get(Leg, leg.id), ports.store.get(Specialist, leg.specialist)
    assert stored is not None
    assert who is not None
    return stored.state is LegState.ENDED and not who.engaged


def test_a_specialist_who_hung_up_unreported_is_free_when_led_on(ports: Ports) -> None:
    leg = in_a_room(ports)

    lead_on(replace(ports, telephone=DeadLine(statuses={SID: "completed"})), leg.id)

    assert is_free(ports, leg)


def test_a_specialist_who_hung_up_unreported_is_free_when_hung_up(ports: Ports) -> None:
    leg = in_a_room(ports)

    hang_up(replace(ports, telephone=DeadLine(statuses={SID: "completed"})), leg.id)

    assert is_free(ports, leg)


def test_a_phone_that_still_talks_is_not_taken_for_over(ports: Ports) -> None:
    leg = in_a_room(ports)

    lead_on(replace(ports, telephone=DeadLine(statuses={SID: "in-progress"})), leg.id)

    assert not is_free(ports, leg)


def test_a_refused_question_does_not_end_a_talk(ports: Ports) -> None:
    leg = in_a_room(ports)

    leg_is_due(replace(ports, telephone=Unhelpful(why=RefusedByCarrier("no", 20005))), leg.id)

    assert not is_free(ports, leg)
    assert f"leg:{leg.id}" not in ports.store.due(ports.store.now(), 9)


def test_a_call_that_twilio_has_forgotten_frees_its_specialist(ports: Ports) -> None:
    leg = in_a_room(ports)

    leg_is_due(replace(ports, telephone=Unhelpful(why=UnknownToCarrier("no", 20404))), leg.id)

    assert is_free(ports, leg)
