"""All phones ring at once and everybody presses 1 in the same instant: one takes the caller, the
others hear so, every time.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

from service.actions.calls.ringing import ring_specialist
from service.actions.calls.script import JoinRoom, Say
from service.actions.legs import Pressed, key_pressed
from service.actions.legs.dial import adopt
from service.actions.legs.status import note_status
from service.actions.ports import Change, Ports
from service.domain.call import Call, CallState
from service.domain.leg import Leg
from service.domain.policy import Ringing
from service.domain.specialist import Specialist
from tests.builders import CALLER, a_sid, a_specialist

RACES = 1000
NAMES = ("amina", "bo")


def someone_waits(ports: Ports, sid: str) -> Call:
    """A caller in line, with a phone ringing at each specialist."""
    now = ports.store.now()
    person = ports.identity.person(CALLER)
    call = Call(
        sid=sid, person=person, phone=CALLER, language="en", started_at=now, due_at=now
    ).wait(now, crisis=False, silent=False)
    known = {each.id: each.version for each in ports.store.specialists()}
    staff = [a_specialist(id=name, version=known.get(name, 0)) for name in NAMES]
    ports.store.commit(Change(now=now, records=(call, *staff)))
    ring_specialist(ports, sid)
    rung = ports.store.get(Call, sid)
    assert rung is not None
    for leg_id in rung.legs:
        adopt(ports, leg_id, f"CA{leg_id}")
        note_status(ports, leg_id, sid=f"CA{leg_id}", status="in-progress")
    return rung


def test_a_thousand_races_for_a_caller_have_one_winner_each(ports: Ports) -> None:
    ports = replace(ports, policy=replace(ports.policy, ringing=Ringing.ALL_AT_ONCE))
    together = Barrier(len(NAMES))

    def press(leg_id: str) -> tuple[str, bool, str]:
        together.wait()
        script = key_pressed(ports, Pressed(leg_id=leg_id, sid=f"CA{leg_id}", digits="1"))
        words = " ".join(step.words for step in script if isinstance(step, Say))
        return leg_id, any(isinstance(step, JoinRoom) for step in script), words

    with ThreadPoolExecutor(len(NAMES)) as pressing:
        for race in range(RACES):
            sid = a_sid("CA")
            legs = someone_waits(ports, sid).legs
            pressed = list(pressing.map(press, legs))

            winners = [leg_id for leg_id, joined, _ in pressed if joined]
            assert len(legs) == len(NAMES)
            assert len(winners) == 1, race
            assert [w for _, joined, w in pressed if not joined] == [
                "Thank you, the call is already taken. Goodbye."
            ]
            _is_consistent(ports, sid, winners[0], legs)


def _is_consistent(ports: Ports, sid: str, winner: str, legs: tuple[str, ...]) -> None:
    """The record names the winner, and the loser has missed nothing once their phone is down."""
    call, won = ports.store.get(Call, sid), ports.store.get(Leg, winner)
    assert call is not None
    assert won is not None
    assert (call.state, call.leg, call.specialist) == (CallState.TAKEN, winner, won.specialist)
    for leg_id in legs:
        note_status(ports, leg_id, sid=f"CA{leg_id}", status="completed")
    for who in ports.store.get_many(Specialist, NAMES):
        assert who.engaged == ""
        assert who.missed_at is None
    ports.store.commit(Change(now=ports.store.now(), forgets=(_now(ports, sid),)))


def _now(ports: Ports, sid: str) -> Call:
    call = ports.store.get(Call, sid)
    assert call is not None
    return call
