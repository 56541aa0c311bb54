"""The page of one callback: where it stands, who is to be called, and what its holder may do."""

import re

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from service.actions.after_call import offered, why_no_texts
from service.actions.callbacks import note_reading, renew_claim
from service.domain.callable_now import callable_from, waits_for_hour, zones_for
from service.domain.callback import HELD, Callback, Outcome, State
from service.domain.errors import Refused
from service.domain.phone import masked, written
from service.domain.specialist import Specialist
from service.domain.text_first import may_ring_from, must_be_told
from service.web.console.access import is_supervisor, me
from service.web.console.blueprint import blueprint
from service.web.console.board import crises_now, stands
from service.web.console.clock import there
from service.web.console.frame import clock
from service.web.console.labels import BLOCK_LENGTHS, BLOCKS, CHANNELS, OUTCOMES, STATES
from service.web.console.message_rows import message_rows
from service.web.console.progress import STEPS
from service.web.console.rows import row
from service.web.console.shown import is_shown
from service.web.console.told import told_before
from service.web.ports import ports
from service.web.sessions import ACTIVE, stay_signed_in

ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
# What one presses when a call is over; the page offers these first.
NAMED = (
    Outcome.REACHED,
    Outcome.REFERRED,
    Outcome.DECLINED,
    Outcome.WRONG_NUMBER,
    Outcome.UNREACHABLE,
    Outcome.CANCELLED,
    Outcome.DUPLICATE,
)


GIVEN = frozenset({State.CLAIMED, State.WAITING, State.REVIEW})


@blueprint.get("/callbacks/<callback_id>")
def callback(callback_id: str) -> ResponseReturnValue:
    """One callback, whoever holds it; only its holder sees the number and the notes."""
    return callback_page(find(callback_id))


@blueprint.get("/callbacks/<callback_id>/live")
def live_callback(callback_id: str) -> ResponseReturnValue:
    """The live part of the page, or 204 while it is as the page has it."""
    found = find(callback_id)
    if is_mine(found) and found.state is State.TALKING:
        stay_signed_in()
    if is_mine(found) and ACTIVE in request.headers:
        _stay_with(found)
    about = _about(found)
    if request.args.get("seen") == about["seen"]:
        return "", 204
    return render_template("console/callback_live.html", **about)


def callback_page(
    found: Callback, *, draft: str | None = None, status: int = 200
) -> tuple[str, int]:
    """Draw the page; `draft` is a note that could not be saved and must not be lost."""
    about = _about(found)
    if is_mine(found) and found.notes:
        note_reading(ports(), found, "read the notes")
    notes = found.notes if draft is None else draft
    page = render_template(
        "console/callback.html",
        **about,
        notes=notes,
        unsaved=draft is not None,
        messages=message_rows(ports().store.voicemails(found.id)),
        before=told_before(ports(), found, clock()),
        **_after_call(found),
        may_listen=is_mine(found) or is_supervisor(),
        retention_days=ports().policy.retention_days,
        outcomes=[(each.value, *OUTCOMES[each]) for each in NAMED],
    )
    return page, status


def _after_call(found: Callback) -> dict[str, object]:
    """The texts its holder may send once they have talked."""
    if not is_mine(found) or found.spoke_at is None:
        return {"texts": [], "no_texts": ""}
    texts = offered(ports().wording, found.language)
    return {"texts": texts, "no_texts": why_no_texts(ports(), found)}


def find(callback_id: str) -> Callback:
    """The callback of this id, or a 404 page."""
    found = ports().store.get(Callback, callback_id) if ID.fullmatch(callback_id) else None
    return found or abort(404)


def is_mine(found: Callback) -> bool:
    """Whether whoever is signed in holds it."""
    return found.state in HELD and found.specialist == me().id


def _stay_with(found: Callback) -> None:
    try:
        renew_claim(ports(), found.id, found.token, me().id)
    except Refused:
        return  # it moved on in this very moment; the page is about to say so


def takers(found: Callback, people: list[Specialist]) -> list[Specialist]:
    """Who could take it over now; nobody while a call is under way."""
    may_give = is_supervisor() or is_mine(found)
    if not may_give or found.state not in GIVEN:
        return []
    able = [each for each in people if each.on_shift and each.speaks(found.language)]
    return [each for each in able if each.id != found.specialist and not each.disabled]


def _about(found: Callback) -> dict[str, object]:
    now, mine = clock().now, is_mine(found)
    people = ports().store.specialists()
    names = {person.id: person.name for person in people}
    stand, seen = stands(ports(), found, clock())
    shown = mine and is_shown(found)
    may_from = max(callable_from(found, ports().policy, now), may_ring_from(found, now))
    told = found.told_at is not None and may_from > now
    crises = crises_now(ports(), but=found.id)
    return {
        "callback": found,
        "row": row(found, clock(), names),
        "progress": stand,
        "steps": STEPS,
        "seen": f"{seen}{'+' if shown else ''}{'t' if told else ''}"
        f"{''.join(each[:4] for each in crises[:5])}",
        "crises": crises,
        "mine": mine,
        "may_claim": found.is_open and found.state not in HELD,
        "state": STATES[found.state],
        "number": _number(found, shown=shown),
        "shown": shown,
        "there": there(zones_for(found), now) if found.phone else "",
        "zone_known": bool(found.zone),
        "may_now": may_from <= now,
        "may_from": clock().at(may_from),
        "told": told,
        "tells": must_be_told(found, now),
        "named": clock().at(found.named_at) if found.named_at else "",
        "asked_later": waits_for_hour(found, now),
        "takers": takers(found, people),
        "may_flag": is_supervisor() or found.specialist == me().id,
        "block_reasons": BLOCKS,
        "block_lengths": BLOCK_LENGTHS,
        "channel": CHANNELS.get(found.channel, found.channel),
    }


def _number(found: Callback, *, shown: bool) -> str:
    if not found.phone:
        return "number erased"
    return written(found.phone) if shown else masked(found.phone)
