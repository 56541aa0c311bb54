"""What an admin does with people: role, languages, phone, and letting somebody go."""

import secrets
from dataclasses import replace

from service.actions.alerts import taker_has_left
from service.actions.callback_due import holder_has_left
from service.actions.callbacks.deciding import the_specialist
from service.actions.ports import ApiToken, AuditLine, Change, Ports
from service.actions.staff import change_specialist
from service.actions.trying import commit_once, decide_anew
from service.domain.errors import LostRace, NotAllowed, Refused, UnknownRecord
from service.domain.facts import LANGUAGES
from service.domain.phone import to_e164
from service.domain.specialist import Role, Specialist

LONGEST_NAME = 60
TOKEN_BYTES = 32


def change_role(ports: Ports, who: str, role: Role, *, by: str) -> Specialist:
    """Another role, from the next page they open; nobody changes their own."""
    _refuse_oneself(who, by, "you cannot change your own role: ask another admin")
    what = f"changed the role to {role.value}"
    return change_specialist(ports, who, lambda s: replace(s, role=role), by, what)


def change_languages(ports: Ports, who: str, languages: tuple[str, ...], *, by: str) -> Specialist:
    """What they can talk in; at least one."""
    spoken = tuple(each for each in LANGUAGES if each in languages)
    if not spoken:
        raise NotAllowed("choose at least one language")
    return change_specialist(
        ports, who, lambda s: replace(s, languages=spoken), by, "changed the languages"
    )


def disable(ports: Ports, who: str, *, by: str) -> Specialist:
    """They no longer work here: signed out at once, tokens gone, their callbacks and alerts to
    others.

    One whose call is under way stays theirs until it is over.
    """
    _refuse_oneself(who, by, "you cannot disable yourself: ask another admin")

    def change(specialist: Specialist) -> Specialist:
        return replace(specialist.end_shift(), disabled=True)

    # First of all: every page and every request looks at this before anything else.
    gone = change_specialist(ports, who, change, by, "disabled")
    ports.sessions.revoke_all(who)
    ports.tokens.revoke_all(who)
    for callback in ports.store.held_by(who):
        try:
            holder_has_left(ports, callback.id)
        except (Refused, LostRace):
            continue  # it moved on in this moment; its lease takes care of the rest
    taker_has_left(ports, who)
    return gone


def enable(ports: Ports, who: str, *, by: str) -> Specialist:
    """They work here again, off shift; tokens have to be made anew."""

    def decide() -> Specialist:
        specialist = ports.store.get(Specialist, who)
        if specialist is None:
            raise UnknownRecord("there is no such specialist")
        back = replace(specialist, disabled=False)
        line = AuditLine(by, "enabled", f"specialist:{who}")
        commit_once(ports, Change(now=ports.store.now(), records=(back,), audit=(line,)))
        return replace(back, version=back.version + 1)

    return decide_anew(decide)


def make_token(
    ports: Ports, who: str, scopes: tuple[str, ...], label: str, *, by: str
) -> tuple[ApiToken, str]:
    """A new API token and what it is called; the token itself is in the answer only."""
    secret = secrets.token_urlsafe(TOKEN_BYTES)
    # Said before it works: a token nobody wrote down would be worse than a line too many.
    line = AuditLine(by, "made a token", f"specialist:{who}", " ".join(scopes))
    ports.store.commit(Change(now=ports.store.now(), audit=(line,)))
    return ports.tokens.add(secret, the_specialist(ports, who).id, scopes, label), secret


def revoke_token(ports: Ports, token_id: str, *, by: str, whose: str = "") -> bool:
    """End a token; only one of `whose`, where that is named. False where there is none."""
    known = any(each.id == token_id for each in ports.tokens.all(whose))
    ended = ports.tokens.revoke_id(token_id) if known else None
    if ended is None:
        return False
    line = AuditLine(by, "revoked a token", f"specialist:{ended.specialist}", token_id)
    ports.store.commit(Change(now=ports.store.now(), audit=(line,)))
    return True


def a_number(ports: Ports, typed: str) -> str:
    """A telephone number as it is dialled; raises NotAllowed for what we may not dial."""
    number = to_e164(typed.strip()) if len(typed) <= 40 else None
    if number is None or not ports.policy.reach.covers(number):
        raise NotAllowed("this is no ordinary line in the regions served; write 212-555-0123")
    return number


def a_name(typed: str) -> str:
    """A name as colleagues see it; raises NotAllowed for none or a far too long one."""
    name = " ".join("".join(sign for sign in typed if sign.isprintable()).split())
    if not name or len(name) > LONGEST_NAME:
        raise NotAllowed(f"a name has 1 to {LONGEST_NAME} characters")
    return name


def _refuse_oneself(who: str, by: str, why: str) -> None:
    if who == by:
        raise NotAllowed(why)
