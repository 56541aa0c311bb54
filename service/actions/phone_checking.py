"""Is this phone theirs? A code is texted there in the usual way, and they type it in."""

import secrets
from dataclasses import replace

from service.actions.callbacks.deciding import the_specialist
from service.actions.people import a_number
from service.actions.ports import AuditLine, Change, Ports, Record, WakeUp
from service.actions.texts import new_text
from service.actions.trying import commit_once, decide_anew
from service.domain.errors import NotAllowed
from service.domain.person import Person
from service.domain.phone_check import GOOD_FOR, TRIES, PhoneCheck
from service.domain.specialist import Specialist

DIGITS = 6
STOPPED = "this phone has texted STOP to us; text START from it, then try again"


def send_phone_code(ports: Ports, who: str, typed: str) -> PhoneCheck:
    """Text a code to this number; raises NotAllowed for a number that cannot be theirs."""
    number = a_number(ports, typed)

    def decide() -> PhoneCheck:
        specialist = the_specialist(ports, who)
        person = ports.identity.person(number)
        known = ports.store.get(Person, person)
        if known is not None and not known.takes_texts:
            raise NotAllowed(STOPPED)
        now = ports.store.now()
        code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
        before = ports.store.get(PhoneCheck, who)
        fresh = PhoneCheck(
            id=who, phone=number, phone_code=code, expires_at=now + GOOD_FOR, first_at=now
        )
        asked = before.again(number, code, now) if before is not None else fresh
        text = new_text(
            ports,
            person=person,
            phone=number,
            language=specialist.languages[0],
            words="phone_code",
            values={"code": code},
            now=now,
            urgent=True,
            good_for=GOOD_FOR,
        )
        line = AuditLine(who, "asked for a code on a phone", f"specialist:{who}")
        wake = WakeUp("send_text", text.id)
        commit_once(ports, Change(now=now, records=(asked, text), wakeups=(wake,), audit=(line,)))
        return asked

    return decide_anew(decide)


def open_check(ports: Ports, who: str) -> PhoneCheck | None:
    """The check whose code can be typed in now, or None."""
    found = ports.store.get(PhoneCheck, who)
    return found if found is not None and found.is_open(ports.store.now()) else None


def verify_phone(ports: Ports, who: str, typed: str) -> Specialist:
    """The code was read on the phone: it is theirs, and rings for them. Raises NotAllowed."""

    def decide() -> Specialist | None:
        check, now = open_check(ports, who), ports.store.now()
        if check is None:
            raise NotAllowed("there is no code to type in, or it is too old; ask for a new one")
        if not secrets.compare_digest(check.phone_code.encode(), _digits(typed).encode()):
            commit_once(ports, Change(now=now, records=(check.missed(),)))
            return None
        mine = the_specialist(ports, who).has_number(check.phone, verified=True)
        line = AuditLine(who, "verified a phone", f"specialist:{who}")
        records: tuple[Record, ...] = (mine, check.settled(), *_without(ports, mine))
        commit_once(ports, Change(now=now, records=records, audit=(line,)))
        return replace(mine, version=mine.version + 1)

    verified = decide_anew(decide)
    if verified is None:
        raise NotAllowed(f"this is not the code we texted; after {TRIES} tries ask for a new one")
    return verified


def _without(ports: Ports, mine: Specialist) -> list[Specialist]:
    """Others who had this phone: a text from it can be one person's only."""
    return [
        replace(each, phone_verified=False)
        for each in ports.store.specialists()
        if each.id != mine.id and each.phone == mine.phone and each.phone_verified
    ]


def _digits(typed: str) -> str:
    return "".join(sign for sign in typed[:40] if sign in "0123456789")
