"""The second factor: asked for at sign-in, set up, renewed, reset.

Every code is used once: which one was is written in the commit that lets somebody in.
"""

import secrets
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from service.actions.callbacks.deciding import the_specialist
from service.actions.ports import AuditLine, Change, Ports
from service.actions.trying import commit_once, decide_anew
from service.domain.errors import LostRace, NotAllowed
from service.domain.second_factor import (
    RECOVERY_CODES,
    RECOVERY_SIGNS,
    SIGNS,
    SecondFactor,
    grouped,
    plain,
    waiting_id,
)
from service.domain.specialist import Specialist

# Stands in for whoever gave no right password, so that the answer takes as long for them.
DECOY = "nobody"
WRONG_CODE = "this code is wrong, was used already, or came too soon after others"


def passes(ports: Ports, specialist: Specialist | None, code: str) -> bool:
    """Whether this code lets them in; False for None, after as much work.

    Whoever has no second factor yet passes, to set one up.
    """
    if specialist is not None and not specialist.second_factor:
        return True
    if specialist is not None:
        return decide_anew(lambda: _use(ports, specialist.id, code))
    with suppress(LostRace):  # many may be guessing at once
        _use(ports, DECOY, code)
    return False


def guesses(ports: Ports, who: str) -> int:
    """How many wrong codes were given with their password before they came in just now."""
    kept = ports.store.get(SecondFactor, who)
    return kept.guessed if kept is not None else 0


def set_up(ports: Ports, who: str, sign_in: str) -> SecondFactor:
    """A second factor to be confirmed in this very sign-in; the same until then.

    Another sign-in gets another secret: whoever saw the first one cannot have it confirmed.
    """

    def decide() -> SecondFactor:
        waiting = ports.store.get(SecondFactor, waiting_id(who))
        if waiting is not None and waiting.made_for == sign_in:
            return waiting
        fresh = SecondFactor(
            id=waiting_id(who),
            secret=ports.codes.new_secret(),
            made_for=sign_in,
            version=waiting.version if waiting is not None else 0,
        )
        commit_once(ports, Change(now=ports.store.now(), records=(fresh,)))
        return replace(fresh, version=fresh.version + 1)

    return decide_anew(decide)


def confirm(ports: Ports, who: str, sign_in: str, code: str) -> list[str]:
    """The app shows the right code: from now on one is asked for. Returns the recovery codes.

    Every session of theirs ends; raises NotAllowed for a wrong code.
    """
    codes = _recovery_codes()

    def decide() -> None:
        waiting = ports.store.get(SecondFactor, waiting_id(who))
        now = ports.store.now()
        if waiting is None or waiting.made_for != sign_in:
            raise NotAllowed("this picture is too old; scan the new one")
        step = ports.codes.step_of(waiting.secret, plain(code), now)
        if step is None:
            raise NotAllowed("this is not the code your app shows now; is your phone's clock right")
        before = ports.store.get(SecondFactor, who)
        mine = waiting.confirmed(who, step, codes)
        mine = replace(mine, version=before.version if before is not None else 0)
        _keep(ports, who, mine, waiting, now, "set up a second factor")

    decide_anew(decide)
    ports.sessions.revoke_all(who)
    return [grouped(each) for each in codes]


def renew_recovery_codes(ports: Ports, who: str, code: str) -> list[str]:
    """New recovery codes for whoever gives a right code; raises NotAllowed."""
    check(ports, who, code)
    codes = _recovery_codes()

    def decide() -> None:
        factor, now = ports.store.get(SecondFactor, who), ports.store.now()
        if factor is None:
            raise NotAllowed("there is no second factor")
        line = AuditLine(who, "made recovery codes", f"specialist:{who}")
        renewed = factor.with_recovery(codes)
        commit_once(ports, Change(now=now, records=(renewed,), audit=(line,)))

    decide_anew(decide)
    return [grouped(each) for each in codes]


def check(ports: Ports, who: str, code: str) -> None:
    """Ask for a code before something grave; raises NotAllowed."""
    if not passes(ports, the_specialist(ports, who), code):
        raise NotAllowed(WRONG_CODE)


def reset(ports: Ports, who: str, *, by: str) -> bool:
    """Forget somebody's second factor and end their sessions; False where there was none."""

    def decide() -> bool:
        specialist = the_specialist(ports, who)
        kept = ports.store.get_many(SecondFactor, (who, waiting_id(who)))
        if not specialist.second_factor and not kept:
            return False
        without = replace(specialist, second_factor=False)
        line = AuditLine(by, "reset the second factor", f"specialist:{who}")
        now = ports.store.now()
        change = Change(now=now, records=(without,), forgets=tuple(kept), audit=(line,))
        commit_once(ports, change)
        return True

    was_there = decide_anew(decide)
    ports.sessions.revoke_all(who)
    return was_there


def _use(ports: Ports, who: str, code: str) -> bool:
    """Judge the code and write what it did, for a decoy too."""
    kept = ports.store.get(SecondFactor, who)
    if kept is None and who != DECOY:
        return False  # said to have one, but it is gone: nobody comes in without
    factor = kept or SecondFactor(id=DECOY, secret=ports.codes.new_secret())
    now = ports.store.now()
    after, how = _judged(ports, factor, code, now)
    right = bool(how) and who != DECOY
    lines = (
        () if who == DECOY else (AuditLine(who, how or "gave a wrong code", f"specialist:{who}"),)
    )
    commit_once(ports, Change(now=now, records=(after,), audit=lines))
    return right


def _judged(
    ports: Ports, factor: SecondFactor, code: str, now: datetime
) -> tuple[SecondFactor, str]:
    """What becomes of it, and how they came in ("" when they did not)."""
    step = ports.codes.step_of(factor.secret, plain(code), now)
    by_recovery = factor.recovers_with(code)
    if step is not None and factor.takes(step, now):
        return factor.used(step), "gave a code"
    if by_recovery:
        return factor.recovered(code), "used a recovery code"
    return factor.missed(now), ""


def _keep(
    ports: Ports, who: str, mine: SecondFactor, waiting: SecondFactor, now: datetime, what: str
) -> None:
    specialist = replace(the_specialist(ports, who), second_factor=True)
    line = AuditLine(who, what, f"specialist:{who}")
    commit_once(
        ports, Change(now=now, records=(specialist, mine), forgets=(waiting,), audit=(line,))
    )


def _recovery_codes() -> list[str]:
    def one() -> str:
        return "".join(secrets.choice(SIGNS) for _ in range(RECOVERY_SIGNS))

    return [one() for _ in range(RECOVERY_CODES)]
