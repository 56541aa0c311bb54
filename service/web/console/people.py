"""The admin's pages about people: who works here, in which role, and invitations."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.actions import people as deeds
from service.actions.staff import change_phone
from service.domain.errors import Refused
from service.domain.invitation import Invitation
from service.domain.specialist import Role, Specialist
from service.web.console.access import admins_only, me
from service.web.console.blueprint import blueprint
from service.web.console.callback import ID
from service.web.console.frame import clock
from service.web.console.labels import LANGUAGES, ROLES, language_words
from service.web.console.refusals import explain
from service.web.console.staff_words import doing, phone_words
from service.web.console.token_rows import token_rows
from service.web.ports import ports


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """Somebody who works here, in words."""

    id: str
    name: str
    email: str
    role: str
    languages: str
    doing: str
    phone: str
    factor: str
    disabled: bool


@blueprint.get("/people")
@admins_only
def people() -> ResponseReturnValue:
    """Everybody, those who left last; and invitations nobody has used yet."""
    staff = sorted(ports().store.specialists(), key=lambda s: (s.disabled, s.name.casefold()))
    waiting = ports().store.invitations(ports().store.now())
    return render_template(
        "console/people.html",
        people=[_row(each) for each in staff],
        invitations=[_invited(each) for each in waiting],
        roles=ROLES,
        languages=LANGUAGES,
    )


@blueprint.get("/people/<who>")
@admins_only
def person(who: str) -> ResponseReturnValue:
    """One of them, and what an admin may change."""
    found = find_person(who)
    return render_template(
        "console/person.html",
        person=_row(found),
        found=found,
        roles=ROLES,
        languages=LANGUAGES,
        is_me=found.id == me().id,
        tokens=token_rows(ports().tokens.all(found.id), clock()),
    )


@blueprint.post("/people/<who>/role")
@admins_only
def set_role(who: str) -> ResponseReturnValue:
    """Another role."""
    wanted = request.form.get("role", "")
    find_person(who)
    if wanted not in {role.value for role in Role}:
        abort(400)
    return _do(who, lambda: deeds.change_role(ports(), who, Role(wanted), by=me().id))


@blueprint.post("/people/<who>/languages")
@admins_only
def set_languages(who: str) -> ResponseReturnValue:
    """What they can talk in."""
    spoken = tuple(request.form.getlist("language"))
    return _do(who, lambda: deeds.change_languages(ports(), who, spoken, by=me().id))


@blueprint.post("/people/<who>/phone")
@admins_only
def set_phone(who: str) -> ResponseReturnValue:
    """Another phone rings for them; that it is theirs they have to show themselves."""

    def act() -> Specialist:
        number = deeds.a_number(ports(), request.form.get("phone", ""))
        return change_phone(ports(), who, number, by=me().id)

    return _do(who, act)


@blueprint.post("/people/<who>/disable")
@admins_only
def disable(who: str) -> ResponseReturnValue:
    """They no longer work here."""
    return _do(who, lambda: deeds.disable(ports(), who, by=me().id))


@blueprint.post("/people/<who>/enable")
@admins_only
def enable(who: str) -> ResponseReturnValue:
    """They work here again."""
    return _do(who, lambda: deeds.enable(ports(), who, by=me().id))


@blueprint.post("/people/<who>/tokens/<token_id>/revoke")
@admins_only
def end_token_of(who: str, token_id: str) -> ResponseReturnValue:
    """End one of their tokens."""
    find_person(who)
    if not deeds.revoke_token(ports(), token_id, by=me().id, whose=who):
        abort(404)
    flash("The token is revoked.", "done")
    return redirect(url_for("console.person", who=who), 303)


def find_person(who: str) -> Specialist:
    """Whoever has this id, or a 404 page."""
    found = ports().store.get(Specialist, who) if ID.fullmatch(who) else None
    return found or abort(404)


def _do(who: str, act: Callable[[], Specialist]) -> ResponseReturnValue:
    find_person(who)
    try:
        act()
        flash("Saved.", "done")
    except Refused as error:
        flash(explain(error, clock()), "refused")
    return redirect(url_for("console.person", who=who), 303)


def _row(each: Specialist) -> PersonRow:
    phone = phone_words(each)
    if each.phone:
        phone += ", verified" if each.phone_verified else ", not verified"
    return PersonRow(
        id=each.id,
        name=each.name,
        email=each.email,
        role=ROLES[each.role],
        languages=", ".join(language_words(code) for code in each.languages),
        doing=doing(each, clock()),
        phone=phone,
        factor="Set up" if each.second_factor else "Not set up",
        disabled=each.disabled,
    )


def _invited(each: Invitation) -> dict[str, str]:
    return {
        "id": each.id,
        "email": each.email,
        "role": ROLES[each.role],
        "languages": ", ".join(language_words(code) for code in each.languages),
        "until": clock().at(each.expires_at),
    }
