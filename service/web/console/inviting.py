"""The admin's buttons for invitations: make one and show its link, once; take one back."""

from urllib.parse import urlsplit

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.actions.inviting import invite, withdraw
from service.domain.errors import Refused
from service.domain.specialist import Role
from service.web.console.access import admins_only, me
from service.web.console.blueprint import blueprint
from service.web.console.frame import clock
from service.web.console.labels import ROLES
from service.web.console.refusals import explain
from service.web.ports import ports, web


@blueprint.post("/people/invite")
@admins_only
def invite_somebody() -> ResponseReturnValue:
    """Make an invitation; its link is shown this once, for the admin to hand over."""
    wanted = request.form.get("role", "")
    if wanted not in {role.value for role in Role}:
        abort(400)
    try:
        made, code = invite(
            ports(),
            email=request.form.get("email", ""),
            role=Role(wanted),
            languages=tuple(request.form.getlist("language")),
            by=me().id,
        )
    except Refused as error:
        flash(explain(error, clock()), "refused")
        return redirect(url_for("console.people"), 303)
    return render_template(
        "console/invited.html",
        link=_link(code),
        email=made.email,
        role=ROLES[made.role],
        until=clock().at(made.expires_at),
    )


@blueprint.post("/invitations/<invitation_id>/withdraw")
@admins_only
def take_back(invitation_id: str) -> ResponseReturnValue:
    """Its link opens nothing any more."""
    if not withdraw(ports(), invitation_id, by=me().id):
        abort(404)
    flash("The invitation is withdrawn.", "done")
    return redirect(url_for("console.people"), 303)


def _link(code: str) -> str:
    """By the configured address: whatever a request calls our host is not believed."""
    house = urlsplit(web().public_url)
    return f"{house.scheme}://{house.netloc}{url_for('console.invitation')}#{code}"
