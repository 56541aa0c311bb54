"""Says who would answer at a given moment, and why: opening hours, who is on shift, languages."""

from datetime import datetime
from zoneinfo import ZoneInfo

from service.actions.ports import Ports
from service.domain.specialist import Specialist


def who_answers_at(ports: Ports, at: datetime) -> list[str]:
    """The reasons in sentences, the answer first. Shifts are those of this minute."""
    hours = ports.policy.hours
    local = at.astimezone(ZoneInfo(hours.zone))
    when = local.strftime("%A %Y-%m-%d %H:%M %Z")
    if not hours.is_open(at):
        return [f"Nobody: the helpline is closed on {when}.", _opens_again(ports, at)]
    on_shift = [s for s in ports.store.specialists() if s.on_shift and not s.disabled]
    if not on_shift:
        return [
            f"Nobody: the helpline is open on {when}, but no one is on shift now.",
            "Callers are offered a callback, and are told the truth.",
        ]
    return [f"Open on {when}; on shift now:", *(_line(s, ports.store.now()) for s in on_shift)]


def _opens_again(ports: Ports, at: datetime) -> str:
    opens = ports.policy.hours.next_open(at)
    if opens is None:
        return "It does not open in the next fourteen days."
    local = opens.astimezone(ZoneInfo(ports.policy.hours.zone))
    return f"It opens on {local.strftime('%A %Y-%m-%d %H:%M %Z')}."


def _line(specialist: Specialist, now: datetime) -> str:
    spoken = ", ".join(specialist.languages)
    free = any(specialist.may_be_rung(language, now) for language in specialist.languages)
    return f"  {specialist.id} ({spoken}): {'may be rung' if free else 'not free this minute'}"
