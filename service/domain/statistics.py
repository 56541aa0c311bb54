"""Figures over a range of time: how many were answered and how soon, which promises were kept.

Everything counts under the hour in which it began, so later figures about the same range may
still change while something of it is open. Knows lines only; no record, no store, no words.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from service.domain import statistic_line as kind
from service.domain.call import MISSED
from service.domain.statistic_line import ABANDONED, ANSWERED, NOT_OFFERED, Line

# Who hangs up sooner has not waited: mostly a wrong number (R33).
SHORT_S = 5
CRISES = frozenset({"self-harm", "overdose", "violence"})
Counted = Iterable[tuple[Line, int]]


@dataclass(slots=True)
class Seconds:
    """How long things took: full seconds, and how often each."""

    by: Counter[int] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        """How many were measured."""
        return self.by.total()

    @property
    def mean(self) -> float | None:
        """Their average; None where there are none."""
        return sum(s * times for s, times in self.by.items()) / self.count if self.count else None

    @property
    def longest(self) -> int | None:
        """The longest; None where there are none."""
        return max(self.by, default=None)

    def quantile(self, percent: int) -> int | None:
        """The least of them that `percent` in a hundred do not exceed (nearest rank)."""
        rank = -(-self.count * percent // 100) or 1
        passed = 0
        for seconds in sorted(self.by):
            passed += self.by[seconds]
            if passed >= rank:
                return seconds
        return None

    def under(self, seconds: int) -> int:
        """How many took less than this."""
        return sum(times for s, times in self.by.items() if s < seconds)


@dataclass(slots=True)
class Calls:
    """`offered`: asked for a person and came into the line. `outcomes`: what became of them."""

    outcomes: Counter[str] = field(default_factory=Counter)
    not_offered: int = 0
    missed: int = 0
    waits: Seconds = field(default_factory=Seconds)
    talks: Seconds = field(default_factory=Seconds)
    given_up: Seconds = field(default_factory=Seconds)

    @property
    def offered(self) -> int:
        """How many asked for a person."""
        return self.outcomes.total()

    @property
    def answered(self) -> int:
        """How many talked with one."""
        return self.outcomes[ANSWERED]

    @property
    def short(self) -> int:
        """How many hung up before they had waited."""
        return self.given_up.under(SHORT_S)

    @property
    def abandoned(self) -> int:
        """How many hung up after waiting."""
        return self.outcomes[ABANDONED] - self.short

    def service_level(self, within_s: int, *, short_count: bool = False) -> float | None:
        """The share answered in less than `within_s`, of those offered.

        Who hung up in under five seconds does not count, unless `short_count`. Whoever was led to
        a callback or a voicemail was not answered. None where nobody called.
        """
        offered = self.offered if short_count else self.offered - self.short
        return self.waits.under(within_s) / offered if offered else None


@dataclass(slots=True)
class Callbacks:
    """`waits`: from asking to the first attempt. `late_untried`: closed after the promised time
    without one."""

    promised: int = 0
    kept: int = 0
    late_untried: int = 0
    waits: Seconds = field(default_factory=Seconds)
    outcomes: Counter[str] = field(default_factory=Counter)

    @property
    def tried(self) -> int:
        """How many have been tried at least once."""
        return self.waits.count

    @property
    def broken(self) -> int:
        """How many were first tried too late, or never."""
        return self.tried - self.kept + self.late_untried

    @property
    def kept_share(self) -> float | None:
        """The share of promises kept, of those that came to a first attempt or were broken."""
        settled = self.kept + self.broken
        return self.kept / settled if settled else None


@dataclass(slots=True)
class Figures:
    """Everything over one range.

    `load` counts who wanted a person now and `asked` who wanted a callback, by (weekday, hour);
    `days` counts what became of callers, by (day, outcome).
    """

    calls: Calls = field(default_factory=Calls)
    callbacks: Callbacks = field(default_factory=Callbacks)
    crises: int = 0
    taken: Seconds = field(default_factory=Seconds)
    texts_sent: Counter[str] = field(default_factory=Counter)
    texts_received: Counter[str] = field(default_factory=Counter)
    load: Counter[tuple[int, int]] = field(default_factory=Counter)
    asked: Counter[tuple[int, int]] = field(default_factory=Counter)
    days: Counter[tuple[date, str]] = field(default_factory=Counter)


def figures_of(counted: Counted, zone: str) -> Figures:
    """Add the lines up; hours and weekdays are those on the helpline's clock."""
    found, here = Figures(), ZoneInfo(zone)
    local: dict[datetime, datetime] = {}  # many lines share an hour, and a zone takes its time
    for line, times in counted:
        if line.at not in local:
            local[line.at] = line.at.astimezone(here)
        _add(found, line, times, local[line.at])
    return found


def narrowed(counted: Counted, *, language: str = "", channel: str = "") -> list[tuple[Line, int]]:
    """Only what is about this language and this channel; "" is any."""
    return [
        (line, times)
        for line, times in counted
        if language in ("", line.get("language")) and channel in ("", line.get("channel"))
    ]


def _add(found: Figures, line: Line, times: int, local: datetime) -> None:
    outcome, wait = line.get("outcome"), line.number("wait")
    match line.kind:
        case kind.CALL:
            _add_call(found, line, times, local)
        case kind.ASKED:
            found.callbacks.promised += times
            found.asked[local.weekday(), local.hour] += times
        case kind.TRIED:
            found.callbacks.waits.by[wait] += times
            found.callbacks.kept += times if line.get("kept") else 0
        case kind.CLOSED:
            found.callbacks.outcomes[outcome] += times
            found.callbacks.late_untried += times if line.get("late") else 0
        case kind.ALERT if line.get("kind") in CRISES:
            found.crises += times
        case kind.TAKEN if line.get("kind") in CRISES:
            found.taken.by[wait] += times
        case kind.TEXT:
            found.texts_sent[outcome] += times
        case kind.TEXT_IN:
            found.texts_received[outcome] += times


def _add_call(found: Figures, line: Line, times: int, local: datetime) -> None:
    calls, outcome, wait = found.calls, line.get("outcome"), line.number("wait")
    if outcome == NOT_OFFERED:
        calls.not_offered += times
        return
    if outcome == MISSED:
        calls.missed += times
        return
    calls.outcomes[outcome] += times
    found.load[local.weekday(), local.hour] += times
    found.days[local.date(), outcome] += times
    if outcome == ANSWERED:
        calls.waits.by[wait] += times
        calls.talks.by[line.number("talk")] += times
    elif outcome == ABANDONED:
        calls.given_up.by[wait] += times
