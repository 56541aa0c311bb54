"""Reads the past in numbers: figures of a range, a month for funders, a week's staffing."""

from dataclasses import dataclass
from datetime import timedelta

from service.actions.ports import Ports
from service.domain.contact import month_of
from service.domain.facts import LANGUAGES
from service.domain.funders_report import Report, report
from service.domain.span import Span
from service.domain.staffing import Aim, Plan, plan
from service.domain.statistics import Figures, figures_of, narrowed

CHANNELS = ("voice", "sms", "api", "web")


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Which figures: a range of days, and a language and a channel ("" is any)."""

    span: Span
    language: str = ""
    channel: str = ""


def read_range(
    ports: Ports, since: str = "", until: str = "", language: str = "", channel: str = ""
) -> Range:
    """What was typed; raises NoSuchSpan. The last four weeks, if nothing was."""
    span = Span.read(since, until, ports.store.now(), ports.policy.hours.zone)
    return Range(span=span, language=language, channel=channel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """The figures of a range, and apart by language and by channel where there are any."""

    whole: Figures
    languages: dict[str, Figures]
    channels: dict[str, Figures]


def read_figures(ports: Ports, wanted: Range) -> Breakdown:
    """The figures of a range, in one round trip."""
    zone = ports.policy.hours.zone
    kept = ports.statistics.lines(wanted.span.start, wanted.span.end)
    lines = narrowed(kept, language=wanted.language, channel=wanted.channel)
    languages = {each: narrowed(lines, language=each) for each in LANGUAGES}
    channels = {each: narrowed(lines, channel=each) for each in CHANNELS}
    return Breakdown(
        whole=figures_of(lines, zone),
        languages={name: figures_of(few, zone) for name, few in languages.items() if few},
        channels={name: figures_of(few, zone) for name, few in channels.items() if few},
    )


def read_report(ports: Ports, month: str = "") -> Report:
    """What funders may be told of a month; this one, if none is named."""
    zone = ports.policy.hours.zone
    span = Span.month(month or month_of(ports.store.now(), zone), zone)
    lines = ports.statistics.lines(span.start, span.end)
    named = f"{span.first:%Y-%m}"
    is_over = span.end <= ports.store.now()
    return report(named, lines, ports.statistics.people(named), zone, is_over=is_over)


def read_plan(ports: Ports, weeks: int, aim: Aim) -> Plan | None:
    """The week's staffing by the last full weeks that were measured; None without any."""
    now, zone = ports.store.now(), ports.policy.hours.zone
    end = Span.read("", "", now, zone).end - timedelta(days=1)  # today is not over
    lines = ports.statistics.lines(end - timedelta(weeks=weeks), end)
    if not lines:
        return None
    # A helpline that is younger than the weeks asked for was not quiet before it began.
    first = min(line.at for line, _ in lines)
    start = max(end - timedelta(weeks=weeks), first.replace(hour=0))
    return plan(figures_of(lines, zone), start, end, zone, aim)
