"""The supervisor's list of everything open: what to decide, what is late, who may take it.

Handing over moves the claim with a new token; a page that is stale changes nothing.
"""

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue

from service.domain.callback import Callback, State
from service.web.console.access import supervisors_only
from service.web.console.blueprint import blueprint
from service.web.console.callback import takers
from service.web.console.frame import clock
from service.web.console.labels import NEXT_STEPS
from service.web.console.rows import Row, row
from service.web.ports import ports

SHOWN = 40
IN_HAND = (State.TALKING, State.CALLING, State.UNSURE, State.CLAIMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRow:
    """One open callback with what to do and who could take it: (id, name) each."""

    row: Row
    token: int
    todo: str
    takers: list[tuple[str, str]]


@blueprint.get("/open")
@supervisors_only
def everything_open() -> ResponseReturnValue:
    """In the order in which a supervisor looks: decide, late, in hand, waiting, later."""
    store, now = ports().store, clock().now
    people = store.specialists()
    names = {person.id: person.name for person in people}

    def drawn(found: list[Callback]) -> list[OpenRow]:
        return [
            OpenRow(
                row=row(each, clock(), names),
                token=each.token,
                todo=_todo(each),
                takers=[(who.id, who.name) for who in takers(each, people)],
            )
            for each in found
        ]

    review, _ = store.in_state(State.REVIEW, SHOWN)
    held = [each for state in IN_HAND for each in store.in_state(state, SHOWN)[0]]
    ready = drawn(store.ready(SHOWN))
    waiting, _ = store.in_state(State.WAITING, SHOWN)
    later = sorted((c for c in waiting if not c.is_ready(now)), key=lambda c: c.due_at)
    counts = store.queue_counts(now)
    return render_template(
        "console/open.html",
        parts=[
            ("For you to decide", "review", drawn(review), counts.states[State.REVIEW]),
            ("Late", "", [each for each in ready if each.row.late], counts.late),
            ("In hand", "", drawn(held), sum(counts.states[state] for state in IN_HAND)),
            ("Ready to be called", "waiting", [r for r in ready if not r.row.late], counts.ready),
            ("Later", "waiting", drawn(later), counts.states[State.WAITING] - counts.ready),
        ],
    )


def _todo(callback: Callback) -> str:
    """What to do about one that waits for a decision."""
    if callback.state is not State.REVIEW:
        return ""
    reason = callback.review_reason
    found = (words for start, words in NEXT_STEPS.items() if reason.startswith(start))
    return next(found, NEXT_STEPS[""])
