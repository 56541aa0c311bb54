"""An interpreter beside a specialist who does not speak the caller's language.

Rung as soon as both are on their way into the room; it answers into the same room, and no key is
asked of it. Who wants one is in the record; whether one is needed is seen from who took the call.
"""

from service.actions.around_leg import AroundLeg
from service.actions.calls.script import Say
from service.actions.legs.answered import spoken
from service.actions.ports import Ports, WakeUp
from service.actions.transfer.ringing import line_ring
from service.actions.transfer.whereabouts import INTERPRETER
from service.domain.leg import Leg


def needs_interpreter(ports: Ports, around: AroundLeg) -> bool:
    """Whether whoever took it does not speak their language, and they agreed to an interpreter.

    In a crisis nobody is asked first.
    """
    served, who = around.call or around.callback, around.specialist
    if served is None or who is None or not ports.policy.interpreter_number:
        return False
    return (served.interpreter or served.crisis) and not who.speaks(served.language)


def with_interpreter(
    ports: Ports, around: AroundLeg, leg: Leg
) -> tuple[tuple[Leg, ...], tuple[WakeUp, ...]]:
    """The specialist's phone as it is to be stored, the interpreter's beside it where one is
    needed, and the wake-up that dials it."""
    if not needs_interpreter(ports, around):
        return (leg,), ()
    ring = line_ring(ports, around, leg, INTERPRETER, ports.policy.interpreter_number)
    return (ring.asking, ring.new), (WakeUp("dial", ring.new.id),)


def interpreter_words(ports: Ports, around: AroundLeg, leg: Leg) -> tuple[Say, ...]:
    """What the specialist should know of it."""
    if not needs_interpreter(ports, around):
        return ()
    return (spoken(ports, leg, "specialist_brief_interpreter"),)
