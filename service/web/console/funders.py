"""A month for funders: a page to look at and a file to hand on, both without small counts."""

from collections.abc import Iterator

from flask import Response, flash, render_template, request
from flask.typing import ResponseReturnValue

from service.actions.figures import read_report
from service.domain.figure_rows import OUTCOMES
from service.domain.funders_report import FEWEST_SHOWN, NOT_OVER, Report
from service.domain.span import NoSuchSpan
from service.web.console.access import supervisors_only
from service.web.console.blueprint import blueprint
from service.web.console.frame import clock
from service.web.console.labels import CHANNELS, language_words
from service.web.console.refusals import explain
from service.web.csv_file import csv_file
from service.web.ports import ports

HIDDEN = f"hidden (under {FEWEST_SHOWN}, or telling one that is)"


@blueprint.get("/report")
@supervisors_only
def funders_report() -> ResponseReturnValue:
    """One month; this one, unless another is named."""
    status = 200
    try:
        found = read_report(ports(), request.args.get("month", ""))
    except NoSuchSpan as error:
        flash(explain(error, clock()), "refused")
        found, status = read_report(ports()), 400
    shown = render_template(
        "console/report.html", report=found, say=_say, fewest=FEWEST_SHOWN, not_over=NOT_OVER
    )
    return shown, status


@blueprint.get("/report.csv")
@supervisors_only
def funders_file() -> ResponseReturnValue:
    """The same as a file."""
    try:
        found = read_report(ports(), request.args.get("month", ""))
    except NoSuchSpan as error:
        return Response(f"{error}\n", 400, mimetype="text/plain")
    return csv_file(f"report-{found.month}", _lines(found))


def _say(name: str) -> str:
    """A row's name in words; a week is named by its Monday."""
    if name[:1].isdigit():
        return f"week of {name}"
    words = (OUTCOMES | CHANNELS).get(name) or language_words(name)
    return f"{words[:1].upper()}{words[1:]}".replace("-", " ")


def _lines(found: Report) -> Iterator[tuple[object, ...]]:
    yield ("month", "what", "which", "count")
    for part in found.parts:
        yield (found.month, part.title, "all", HIDDEN if part.total is None else part.total)
        for name, count in part.rows:
            yield (found.month, part.title, _say(name), HIDDEN if count is None else count)
