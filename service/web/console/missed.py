"""Calls that reached nobody here because we were down or cut off: the supervisor's list.

Shown only: none of them asked to be rung, so there is no button that does it.
"""

from collections import Counter
from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue

from service.domain.call import Call
from service.web.console.access import supervisors_only
from service.web.console.blueprint import blueprint
from service.web.console.frame import clock
from service.web.console.labels import language_words, number_words
from service.web.ports import ports


@dataclass(frozen=True, slots=True)
class MissedRow:
    """One missed call in words; `again` is how many of the list are this person's."""

    number: str
    at: str
    language: str
    again: int


@blueprint.get("/missed")
@supervisors_only
def missed() -> ResponseReturnValue:
    """The calls nobody here heard, newest first."""
    calls = ports().store.missed_calls()
    often = Counter(call.person for call in calls)
    rows = [_row(call, often[call.person]) for call in calls]
    return render_template("console/missed.html", rows=rows)


def _row(call: Call, again: int) -> MissedRow:
    return MissedRow(
        number=number_words(call.phone),
        at=clock().at(call.started_at),
        language=language_words(call.language),
        again=again,
    )
