"""The hours page: who would answer now and why, the days ahead, and the switch that closes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.actions.answering_hours import spans_words, who_answers_at
from service.actions.switch import Shutting, close_helpline, open_helpline
from service.domain.errors import NotAllowed, Refused
from service.domain.phone import written
from service.web.console.access import me, supervisors_only
from service.web.console.blueprint import blueprint
from service.web.console.frame import clock
from service.web.console.refusals import explain
from service.web.ports import ports

DAYS_AHEAD = 7
MOST_TYPED = 300


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day in words; `own`: a day that differs from the week."""

    name: str
    spans: str
    own: bool


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form."""

    until: str = ""
    say_en: str = ""
    say_es: str = ""
    forward_to: str = ""


@blueprint.get("/hours")
@supervisors_only
def hours() -> ResponseReturnValue:
    """How things stand."""
    return _page(_as_it_stands())


@blueprint.post("/hours/close")
@supervisors_only
def close_now() -> ResponseReturnValue:
    """Close for new callers, or change how it is closed."""
    typed = Typed(*(_field(name) for name in ("until", "say_en", "say_es", "forward_to")))
    try:
        how = Shutting(
            until=_moment(typed.until),
            say_en=typed.say_en,
            say_es=typed.say_es,
            forward_to=typed.forward_to,
        )
        close_helpline(ports(), me().id, how)
    except Refused as error:
        flash(f"{explain(error, clock())} Nothing was changed.", "refused")
        return _page(typed), 409
    flash("Closed. New callers are not put through.", "done")
    return redirect(url_for("console.hours"), 303)


@blueprint.post("/hours/open")
@supervisors_only
def open_now() -> ResponseReturnValue:
    """The usual hours hold again."""
    open_helpline(ports(), me().id)
    flash("Open again: the usual hours hold.", "done")
    return redirect(url_for("console.hours"), 303)


def _page(typed: Typed) -> str:
    policy, store = ports().policy, ports().store
    now, closing = store.now_and_closing()
    names = {person.id: person.name for person in store.specialists()}
    today = now.astimezone(ZoneInfo(policy.hours.zone)).date()
    ahead = [today + timedelta(days=n) for n in range(DAYS_AHEAD)]
    return render_template(
        "console/hours.html",
        said=who_answers_at(ports(), now, names),
        closing=closing if closing.is_closed(now) else None,
        typed=typed,
        days=[_day(each) for each in ahead],
        later=[_day(each) for each in sorted(policy.hours.days) if each > ahead[-1]],
        zone=policy.hours.zone,
    )


def _as_it_stands() -> Typed:
    now, closing = ports().store.now_and_closing()
    if not closing.is_closed(now):
        return Typed()
    until = closing.until.astimezone(_zone()).strftime("%Y-%m-%dT%H:%M") if closing.until else ""
    phone = written(closing.forward_to) if closing.forward_to else ""
    return Typed(until, closing.say_en, closing.say_es, phone)


def _day(day: date) -> DayRow:
    usual = ports().policy.hours
    return DayRow(f"{day:%a %b} {day.day}", spans_words(usual.spans_on(day)), day in usual.days)


def _field(name: str) -> str:
    typed = request.form.get(name, "")[:MOST_TYPED]
    return typed.encode("utf-8", "replace").decode().strip()


def _moment(typed: str) -> datetime | None:
    if not typed:
        return None
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=_zone())
    except ValueError as error:
        raise NotAllowed("choose a day and a time") from error


def _zone() -> ZoneInfo:
    return ZoneInfo(ports().policy.hours.zone)
