"""Messages callers left: listened to through us, each time written down, and the supervisor's list.

The sound comes from Twilio through this process alone; its address there is never shown.
"""

import re

from flask import Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from service.actions.voicemail import hear_voicemail, see_to_voicemail
from service.domain.errors import Refused, RefusedByCarrier, TryLater, UnknownRecord
from service.web.console.access import is_supervisor, me, supervisors_only
from service.web.console.blueprint import blueprint, trouble
from service.web.console.frame import clock
from service.web.console.message_rows import message_rows
from service.web.console.refusals import explain
from service.web.ports import ports, web

SID = re.compile(r"RE[0-9A-Za-z]{32}")
GONE = "It was deleted at the phone network. Nothing more can be heard."
LATER = "The phone network did not hand it out. Nothing is lost: try again in a moment."
NO_SOUND = "What the phone network sent is not a recording we can play."


@blueprint.get("/voicemails")
@supervisors_only
def voicemails() -> ResponseReturnValue:
    """Every message there still is, newest first."""
    rows = message_rows(ports().store.voicemails())
    return render_template("console/voicemails.html", rows=rows, offered=ports().policy.voicemail)


@blueprint.get("/voicemails/<voicemail_id>/sound")
def sound(voicemail_id: str) -> ResponseReturnValue:
    """The recording. That it was listened to is written down before it is given out."""
    if not SID.fullmatch(voicemail_id):
        abort(404)
    try:
        hear_voicemail(ports(), voicemail_id, me().id, may_any=is_supervisor())
        found = web().recording(voicemail_id)
    except UnknownRecord:
        abort(404)
    except RefusedByCarrier as error:
        gone = type(error) is not RefusedByCarrier
        return trouble(404 if gone else 502, "No recording", GONE if gone else NO_SOUND)
    except TryLater:
        return trouble(503, "Just a moment", LATER)
    except Refused:
        abort(403)
    answer = Response(found, mimetype="audio/mpeg")
    # Played in the page, not kept as a file; every listening is a request of its own.
    answer.headers["Content-Disposition"] = "inline"
    answer.headers["Accept-Ranges"] = "none"
    return answer


@blueprint.post("/voicemails/<voicemail_id>/seen-to")
@supervisors_only
def message_seen_to(voicemail_id: str) -> ResponseReturnValue:
    """Nothing more is to be done about a message whose caller cannot be called."""
    if not SID.fullmatch(voicemail_id):
        abort(404)
    try:
        see_to_voicemail(ports(), voicemail_id, me().id)
        flash("Noted.", "done")
    except UnknownRecord:
        abort(404)
    except Refused as error:
        flash(explain(error, clock()), "refused")
    return redirect(url_for("console.voicemails"), 303)
