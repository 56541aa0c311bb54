"""Says who would answer at a given moment, and why: the switch, opening hours and days that
differ, who is on shift, languages."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from service.actions.ports import Ports
from service.domain.closing import Closing
from service.domain.hours import MIDNIGHT, OpeningHours, Span
from service.domain.phone import masked
from service.domain.specialist import Specialist

STAMP = "%A %Y-%m-%d %H:%M %Z"


def who_answers_at(ports: Ports, at: datetime, names: Mapping[str, str] | None = None) -> list[str]:
    """The reasons in sentences, the answer first. Shifts and switch are those of this minute.

    `names` are what people are called here instead of their ids.
    """
    called = names or {}
    hours = ports.policy.hours
    when = _local(hours, at).strftime(STAMP)
    now, closing = ports.store.now_and_closing()
    if _shuts(closing, at, now):
        return [
            f"Nobody: the helpline is closed by the switch on {when}.",
            *_switch(ports, at, called),
        ]
    why = why_hours(hours, at)
    if not hours.is_open(at):
        return [f"Nobody: the helpline is closed on {when}.", _opens_again(hours, at), why]
    on_shift = [s for s in ports.store.specialists() if s.on_shift and not s.disabled]
    if not on_shift:
        return [
            f"Nobody: the helpline is open on {when}, but no one is on shift now.",
            why,
            "Callers are offered a callback, and are told the truth.",
        ]
    return [f"Open on {when}; on shift now:", *(_line(s, now, called) for s in on_shift), why]


def why_hours(hours: OpeningHours, at: datetime) -> str:
    """Which rule decides about this moment: the day's own hours, or those of the weekday."""
    day = _local(hours, at).date()
    before = day - timedelta(days=1)
    running = [span for span in hours.spans_on(before) if span[1] <= span[0]]
    if running and OpeningHours(hours.zone, ((),) * 7, {before: tuple(running)}).is_open(at):
        return f"By the shift that began on {_day_rule(hours, before)}."
    return f"By the hours of {_day_rule(hours, day)}."


def spans_words(spans: tuple[Span, ...]) -> str:
    """ "09:00-21:00, 22:00-06:00", "day and night", or that it is closed."""
    if (MIDNIGHT, MIDNIGHT) in spans:
        return "day and night"
    return ", ".join(f"{a:%H:%M}-{b:%H:%M}" for a, b in spans) or "closed"


def _day_rule(hours: OpeningHours, day: date) -> str:
    kind = f"{day}, a day of its own" if day in hours.days else f"every {day:%A}"
    return f"{kind}: {spans_words(hours.spans_on(day))}"


def _shuts(closing: Closing, at: datetime, now: datetime) -> bool:
    """Whether the switch, as it stands now, holds at that moment; it is no record of the past."""
    return closing.is_closed(now) and closing.is_closed(at) and at >= (closing.since or at)


def _switch(ports: Ports, at: datetime, called: Mapping[str, str]) -> list[str]:
    now, closing = ports.store.now_and_closing()
    hours = closing.over(ports.policy.hours, now)
    since = _local(hours, closing.since).strftime(STAMP) if closing.since else "some time"
    said = [f"It was thrown by {called.get(closing.by, closing.by)}, {since}."]
    said += [f"Callers hear: {closing.say_en}"] if closing.say_en else []
    said += [f"Callers hear in Spanish: {closing.say_es}"] if closing.say_es else []
    if closing.forward_to:
        said.append(f"Calls are led to {masked(closing.forward_to)}, which rings first.")
    if closing.until is None:
        return [*said, "It stays closed until somebody opens it."]
    return [*said, _opens_again(hours, at)]


def _opens_again(hours: OpeningHours, at: datetime) -> str:
    opens = hours.next_open(at)
    if opens is None:
        return "It does not open in the next fourteen days."
    return f"It opens on {_local(hours, opens).strftime(STAMP)}."


def _local(hours: OpeningHours, at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(hours.zone))


def _line(specialist: Specialist, now: datetime, called: Mapping[str, str]) -> str:
    spoken = ", ".join(specialist.languages)
    free = any(specialist.may_be_rung(language, now) for language in specialist.languages)
    name = called.get(specialist.id, specialist.id)
    return f"  {name} ({spoken}): {'may be rung' if free else 'not free this minute'}"
