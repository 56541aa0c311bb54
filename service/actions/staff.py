"""Who works here: new specialists, passwords, shifts, signing in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from service.actions import second_factor
from service.actions.callbacks import release_callback
from service.actions.callbacks.deciding import TRIES, live_legs, the_specialist
from service.actions.demo_staff import is_made_up
from service.actions.email_address import an_email
from service.actions.ports import AuditLine, Change, Ports, WakeUp
from service.domain.callback import State
from service.domain.errors import LostRace, NotAllowed, Refused
from service.domain.specialist import Role, Specialist

SHORTEST_PASSWORD = 12


def add_specialist(
    ports: Ports,
    *,
    name: str,
    email: str,
    phone: str = "",
    role: Role = Role.SPECIALIST,
    languages: tuple[str, ...] = ("en",),
    password: str = "",
    by: str = "command line",
    new_id: str = "",
    phone_verified: bool = False,
) -> Specialist:
    """Write down a new specialist; raises NotAllowed when the address is taken, or none."""
    address = an_email(email)
    if ports.store.specialist_by_email(address) is not None:
        raise NotAllowed("somebody with this e-mail address works here already")
    if password:
        _refuse_short(password)
    specialist = Specialist(
        id=new_id or ports.new_id(),
        name=name,
        email=address,
        phone=phone,
        phone_verified=phone_verified,
        role=role,
        languages=languages,
        password=ports.passwords.hash(password) if password else "",
    )
    return _keep(ports, specialist, by, "added")


def set_password(ports: Ports, who: str, password: str, *, by: str) -> Specialist:
    """A new password; every session of theirs ends."""
    _refuse_short(password)
    hashed = ports.passwords.hash(password)
    changed = change_specialist(
        ports, who, lambda s: replace(s, password=hashed), by, "set a password"
    )
    ports.sessions.revoke_all(who)
    return changed


def change_phone(
    ports: Ports, who: str, phone: str, *, by: str, verified: bool = False
) -> Specialist:
    """Another phone rings for them from now on; `verified` where we know that it is theirs."""

    def change(specialist: Specialist) -> Specialist:
        return specialist.has_number(phone, verified=verified)

    return change_specialist(ports, who, change, by, "changed the phone")


def sign_in(ports: Ports, email: str, password: str, code: str = "") -> Specialist | None:
    """Who this is, or None: as slowly for an unknown address as for a wrong password or code."""
    specialist = ports.store.specialist_by_email(email)
    hashed = specialist.password if specialist is not None else ""
    knows = ports.passwords.matches(hashed, password)
    known = specialist if knows and specialist is not None and _may(ports, specialist) else None
    if ports.policy.is_demo:
        return known
    return known if second_factor.passes(ports, known, code) else None


def start_shift(ports: Ports, who: str) -> Specialist:
    """On shift: their phone may be rung for callers."""
    return change_specialist(ports, who, lambda s: s.start_shift(), who, "started a shift")


def end_shift(ports: Ports, who: str) -> Specialist:
    """Off shift; what they hold and have not called goes back to the queue."""
    ended = change_specialist(ports, who, lambda s: s.end_shift(), who, "ended a shift")
    for callback in ports.store.held_by(who):
        # After a talk an outcome is owed: only they can give it.
        untouched = callback.state is State.CLAIMED and callback.spoke_at is None
        if untouched and not callback.review_reason and not live_legs(ports, callback):
            _let_go(ports, callback.id, callback.token, who)
    return ended


def take_break(ports: Ports, who: str, until: datetime | None = None) -> Specialist:
    """Not to be rung until `until`, or until they come back themselves."""
    return change_specialist(ports, who, lambda s: s.pause(until), who, "took a break")


def keep_line(ports: Ports, who: str, *, wanted: bool) -> Specialist:
    """Stay on the phone between callbacks, or hang up after each."""
    what = "keeps a line open from now on" if wanted else "keeps no line open"
    return change_specialist(ports, who, lambda s: s.keep_line(wanted=wanted), who, what)


def end_break(ports: Ports, who: str) -> Specialist:
    """Back from a break, or out of the wrap-up time."""
    return change_specialist(ports, who, lambda s: s.resume(), who, "came back")


def _may(ports: Ports, specialist: Specialist) -> bool:
    """Whether they may sign in at all; the demo's people do nothing in production."""
    return not specialist.disabled and (ports.policy.is_demo or not is_made_up(specialist.id))


def _refuse_short(password: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise NotAllowed(f"a password needs at least {SHORTEST_PASSWORD} characters")


def _let_go(ports: Ports, callback_id: str, token: int, who: str) -> None:
    try:
        release_callback(ports, callback_id, token, who)
    except (Refused, LostRace):
        # It moved on meanwhile; its lease takes care of the rest.
        return


def change_specialist(
    ports: Ports,
    who: str,
    change: Callable[[Specialist], Specialist],
    by: str,
    what: str,
) -> Specialist:
    """Change somebody's record, audited; decided anew when others changed it meanwhile."""
    for _ in range(TRIES):
        specialist = the_specialist(ports, who)
        changed = change(specialist)
        if changed == specialist:
            return specialist
        try:
            return _keep(ports, changed, by, what, was=specialist)
        except LostRace:
            continue
    raise LostRace("this specialist is being changed by others; try again in a moment")


def _keep(
    ports: Ports, specialist: Specialist, by: str, what: str, was: Specialist | None = None
) -> Specialist:
    line, now = AuditLine(by, what, f"specialist:{specialist.id}"), ports.store.now()
    wakeups = _closing(was, specialist, now) if was is not None else ()
    ports.store.commit(Change(now=now, records=(specialist,), wakeups=wakeups, audit=(line,)))
    return replace(specialist, version=specialist.version + 1)


def _closing(was: Specialist, specialist: Specialist, now: datetime) -> tuple[WakeUp, ...]:
    """Whoever waits on an open line that they want no longer is told at once."""
    goes_on = specialist.line == was.line and specialist.wants_line(now)
    return () if not was.line or goes_on else (WakeUp("lead_on", was.line),)
