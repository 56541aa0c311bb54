"""Invitations: an admin makes a link, hands it over, and whoever has it joins with it, once."""

import secrets

from service.actions.email_address import an_email
from service.actions.people import a_name
from service.actions.ports import AuditLine, Change, Ports
from service.actions.staff import SHORTEST_PASSWORD
from service.actions.trying import commit_once, decide_anew
from service.domain.errors import LostRace, NotAllowed
from service.domain.facts import LANGUAGES
from service.domain.invitation import GOOD_FOR, Invitation, invitation_id
from service.domain.specialist import Role, Specialist

CODE_BYTES = 32
LONGEST_PASSWORD = 1000
USED_UP = "this invitation is used, over or not complete; ask for a new one"


def invite(
    ports: Ports, *, email: str, role: Role, languages: tuple[str, ...], by: str
) -> tuple[Invitation, str]:
    """Make an invitation and the code for its link, which is known to nobody else."""
    address = an_email(email)
    spoken = tuple(each for each in LANGUAGES if each in languages)
    if not spoken:
        raise NotAllowed("choose at least one language")
    _refuse_taken(ports, address)
    code, now = secrets.token_urlsafe(CODE_BYTES), ports.store.now()
    made = Invitation(
        id=invitation_id(code),
        email=address,
        role=role,
        languages=spoken,
        made_by=by,
        expires_at=now + GOOD_FOR,
    )
    line = AuditLine(by, f"invited a {role.value}", f"invitation:{made.id[:12]}")
    commit_once(ports, Change(now=now, records=(made,), audit=(line,)))
    return made, code


def withdraw(ports: Ports, invitation_id: str, *, by: str) -> bool:
    """Take an invitation back; False where there is none."""

    def decide() -> bool:
        found = ports.store.get(Invitation, invitation_id)
        if found is None:
            return False
        line = AuditLine(by, "withdrew an invitation", f"invitation:{found.id[:12]}")
        commit_once(ports, Change(now=ports.store.now(), forgets=(found,), audit=(line,)))
        return True

    return decide_anew(decide)


def join(ports: Ports, code: str, *, name: str, password: str) -> Specialist:
    """Begin to work here; the invitation is gone in the same commit. Raises NotAllowed."""
    found = ports.store.get(Invitation, invitation_id(code))
    if found is None or not found.is_good(ports.store.now()):
        raise NotAllowed(USED_UP)
    called = a_name(name)
    refuse_weak(ports, password, found.email, called)
    _refuse_taken(ports, found.email)
    fresh = Specialist(
        id=ports.new_id(),
        name=called,
        email=found.email,
        phone="",
        role=found.role,
        languages=found.languages,
        password=ports.passwords.hash(password),
    )
    line = AuditLine(fresh.id, "joined", f"specialist:{fresh.id}", f"invited by {found.made_by}")
    change = Change(now=ports.store.now(), records=(fresh,), forgets=(found,), audit=(line,))
    try:
        commit_once(ports, change)
    except LostRace as error:
        raise NotAllowed(USED_UP) from error
    return fresh


def refuse_weak(ports: Ports, password: str, *about: str) -> None:
    """Refuse a password that is short or among the first to be guessed; raises NotAllowed."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise NotAllowed(f"a password needs at least {SHORTEST_PASSWORD} characters")
    if ports.passwords.is_weak(password, (*about, ports.policy.name)):
        raise NotAllowed("this password is easy to guess; take four words that do not belong")


def _refuse_taken(ports: Ports, email: str) -> None:
    if ports.store.specialist_by_email(email) is not None:
        raise NotAllowed("somebody with this e-mail address works here already")
