"""What somebody of the team is doing right now, in words."""

from service.domain.phone import masked
from service.domain.specialist import Specialist
from service.web.console.clock import Clock


def doing(person: Specialist, clock: Clock) -> str:
    """One short phrase: what their phone does and may do."""
    if person.disabled:
        return "No longer works here"
    if person.engaged:
        return "On a call"
    if not person.on_shift:
        return "Off shift"
    if person.on_break:
        return "On a break"
    on_line = ", line open" if person.line else ""
    if person.rest_until is not None and not clock.is_past(person.rest_until):
        crisis = ", but in a crisis" if person.wraps_up else ""
        return f"Not rung until {clock.at(person.rest_until)}{crisis}{on_line}"
    return f"On shift{on_line}"


def phone_words(person: Specialist) -> str:
    """Their phone, masked, or that there is none."""
    if not person.phone:
        return "no phone"
    return f"{masked(person.phone)}, does not answer" if person.phone_dead else masked(person.phone)
