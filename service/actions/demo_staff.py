"""The people of the demo: made up, plainly named, with a password everybody knows.

Does nothing outside demo mode.
"""

from dataclasses import replace

from service.actions.ports import Change, Ports
from service.domain.errors import LostRace
from service.domain.specialist import Role, Specialist

PASSWORD = "demo"  # noqa: S105 - meant to be known  # pragma: allowlist secret
SCOPES = ("read", "work", "ask")
PEOPLE = (
    Specialist(
        id="demo-specialist",
        name="Demo Specialist",
        email="specialist@example.org",
        phone="+16465550101",
        phone_verified=True,
        languages=("en", "es"),
        on_shift=True,
    ),
    Specialist(
        id="demo-specialist-2",
        name="Second Demo Specialist",
        email="specialist2@example.org",
        phone="+16465550102",
        phone_verified=True,
        languages=("en", "es"),
        on_shift=True,
    ),
    Specialist(
        id="demo-supervisor",
        name="Demo Supervisor",
        email="supervisor@example.org",
        phone="+16465550103",
        phone_verified=True,
        role=Role.SUPERVISOR,
        languages=("en", "es"),
    ),
    Specialist(
        id="demo-admin",
        name="Demo Admin",
        email="admin@example.org",
        phone="+16465550104",
        phone_verified=True,
        role=Role.ADMIN,
        languages=("en", "es"),
    ),
)
HOLD_TOKENS = ("demo-specialist", "demo-specialist-2", "demo-supervisor")


def seed_demo(ports: Ports) -> None:
    """Put the demo's people and API tokens there; those who are there stay as they are."""
    if not ports.policy.is_demo:
        return
    missing = [p for p in PEOPLE if ports.store.get(Specialist, p.id) is None]
    if missing:
        hashed = ports.passwords.hash(PASSWORD)
        for person in missing:
            _add(ports, replace(person, password=hashed))
    for name in HOLD_TOKENS:
        ports.tokens.add(name, name, SCOPES)


def _add(ports: Ports, person: Specialist) -> None:
    try:
        ports.store.commit(Change(now=ports.store.now(), records=(person,)))
    except LostRace:
        # Another process that started with us was faster.
        return


def demo_is_staffed(ports: Ports) -> bool:
    """Whether everybody is there: the tokens are added last."""
    return ports.tokens.holder(HOLD_TOKENS[-1]) is not None


def is_made_up(who: str) -> bool:
    """Whether this is one of the demo's people, who may do nothing in production."""
    return any(who == person.id for person in PEOPLE)
