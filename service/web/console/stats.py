"""The past in figures, for who leads the team: a range of days as tables, plots and a file."""

from collections.abc import Iterator
from typing import Any

from flask import Response, flash, render_template, request
from flask.typing import ResponseReturnValue

from service.actions.figures import CHANNELS, Breakdown, Range, read_figures, read_range
from service.domain.facts import LANGUAGES
from service.domain.figure_charts import charts_of
from service.domain.figure_rows import DEFINITIONS, Row, rows_of
from service.domain.span import NoSuchSpan
from service.domain.statistics import Figures
from service.web.console.access import supervisors_only
from service.web.console.blueprint import blueprint
from service.web.console.frame import clock
from service.web.console.labels import CHANNELS as CHANNEL_WORDS
from service.web.console.labels import language_words
from service.web.console.refusals import explain
from service.web.csv_file import csv_file
from service.web.ports import ports

AT_A_GLANCE = (
    "calls_offered",
    "calls_answered",
    "calls_service_level_20",
    "callbacks_promised",
    "callbacks_kept_share",
    "crises_taken_p95_s",
)


@blueprint.get("/stats")
@supervisors_only
def stats() -> ResponseReturnValue:
    """A range of days at a glance, then in full."""
    wanted, status = _wanted()
    found = read_figures(ports(), wanted)
    rows = {row.key: row for row in rows_of(found.whole)}
    shown = render_template(
        "console/stats.html",
        wanted=wanted,
        languages={code: language_words(code) for code in LANGUAGES},
        channels={name: CHANNEL_WORDS[name] for name in CHANNELS},
        glance=[(f"{rows[key].group}: {rows[key].title}", rows[key].value) for key in AT_A_GLANCE],
        columns=_columns(found),
        table=_table(found),
        charts=charts_of(found.whole, wanted.span),
        definitions=DEFINITIONS,
        asked=_asked(wanted),
    )
    return shown, status


@blueprint.get("/stats.csv")
@supervisors_only
def stats_file() -> ResponseReturnValue:
    """The same figures as a file: all of them, then by language, then by channel."""
    wanted, status = _wanted()
    if status != 200:
        return Response("the range was not understood\n", status, mimetype="text/plain")
    name = f"figures-{wanted.span.first}-{wanted.span.last}"
    return csv_file(name, _lines(read_figures(ports(), wanted), wanted))


def _wanted() -> tuple[Range, int]:
    """What was asked for; the usual range, and why, if that cannot be had."""
    asked = request.args
    language, channel = asked.get("language", ""), asked.get("channel", "")
    if language not in ("", *LANGUAGES) or channel not in ("", *CHANNELS):
        flash("There is no such language or way.", "refused")
        return read_range(ports()), 400
    try:
        since, until = asked.get("from", ""), asked.get("to", "")
        return read_range(ports(), since, until, language, channel), 200
    except NoSuchSpan as error:
        flash(explain(error, clock()), "refused")
        return read_range(ports()), 400


def _asked(wanted: Range) -> dict[str, Any]:
    """The same question again, for a link."""
    told = {
        "from": wanted.span.first,
        "to": wanted.span.last,
        "language": wanted.language,
        "channel": wanted.channel,
    }
    return {name: value for name, value in told.items() if value}


def _apart(found: Breakdown) -> list[tuple[str, Figures]]:
    """The columns beside the whole: languages, if there is more than one to compare."""
    if len(found.languages) < 2:
        return []
    return [(language_words(code), figures) for code, figures in found.languages.items()]


def _columns(found: Breakdown) -> list[str]:
    return ["All", *(name for name, _ in _apart(found))]


def _table(found: Breakdown) -> dict[str, list[tuple[str, list[str]]]]:
    """Rows by group: the title, and the value in each column."""
    others = [{row.key: row for row in rows_of(figures)} for _, figures in _apart(found)]
    table: dict[str, list[tuple[str, list[str]]]] = {}
    for row in rows_of(found.whole):
        values = [row.value, *(_value(each.get(row.key)) for each in others)]
        table.setdefault(row.group, []).append((row.title, values))
    return table


def _value(row: Row | None) -> str:
    return row.value if row is not None else "0"


def _lines(found: Breakdown, wanted: Range) -> Iterator[tuple[object, ...]]:
    yield ("from", "to", "language", "channel", "figure", "value", "what it is")
    about = (wanted.span.first, wanted.span.last)
    apart: list[tuple[str, str, Figures]] = [(wanted.language, wanted.channel, found.whole)]
    apart += [(code, wanted.channel, figures) for code, figures in found.languages.items()]
    apart += [(wanted.language, name, figures) for name, figures in found.channels.items()]
    for language, channel, figures in apart:
        for row in rows_of(figures):
            value = None if row.exact is None else round(row.exact, 4)
            title = f"{row.group}: {row.title}"
            yield (*about, language or "all", channel or "all", row.key, value, title)
