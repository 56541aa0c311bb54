"""Where to point somebody on: the operator's list, by language, state and words."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from service.domain.referral import all_states
from service.web.console.blueprint import blueprint
from service.web.console.frame import clock
from service.web.console.labels import LANGUAGES
from service.web.ports import ports

MOST_TYPED = 60


@blueprint.get("/referrals")
def referrals() -> ResponseReturnValue:
    """The list, or those of it that suit."""
    every = ports().policy.referrals
    wanted = {
        "language": request.args.get("language", ""),
        "state": request.args.get("state", ""),
        "words": request.args.get("words", "")[:MOST_TYPED],
    }
    today = clock().now.date()
    return render_template(
        "console/referrals.html",
        rows=[(each, each.is_stale(today)) for each in every if each.suits(**wanted)],
        wanted=wanted,
        languages=LANGUAGES,
        states=all_states(every),
    )
