"""The switch "closed now, say this, forward there": thrown by a supervisor, from wherever.

The console, the command line and a supervisor's text all come here; it ends by itself when its
time is over, as everybody who asks compares with the clock.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from service.actions.callbacks.deciding import the_specialist
from service.actions.ports import AuditLine, Change, Ports
from service.actions.trying import commit_once, decide_anew
from service.domain.closing import NOT_THERE, Closing, refuse_forward
from service.domain.errors import NotAllowed
from service.domain.phone import to_e164
from service.domain.specialist import Role

COMMAND_LINE = "command line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shutting:
    """How to close: until when (None: until it is opened), in whose words, to which phone.

    `forward_to` is as somebody typed it.
    """

    until: datetime | None = None
    say_en: str = ""
    say_es: str = ""
    forward_to: str = ""


def close_helpline(ports: Ports, who: str, how: Shutting) -> Closing:
    """No new caller is put through from now on; `who` is a supervisor's id or the command line.

    Raises NotAllowed: no supervisor, a time that has passed, words or a phone that do not go.
    """
    refuse_other_than_supervisor(ports, who)
    phone = _phone(ports, how.forward_to)

    def deed() -> Closing:
        now, before = ports.store.now_and_closing()
        closed = before.close(
            now,
            by=who,
            until=how.until,
            say_en=how.say_en,
            say_es=how.say_es,
            forward_to=phone,
        )
        return _keep(ports, closed, now, who, "closed the helpline", _why(closed))

    return decide_anew(deed)


def open_helpline(ports: Ports, who: str) -> Closing:
    """The usual hours hold again; open already, nothing changes. Raises NotAllowed."""
    refuse_other_than_supervisor(ports, who)

    def deed() -> Closing:
        now, before = ports.store.now_and_closing()
        if not before.closed:
            return before
        return _keep(ports, before.open(now, by=who), now, who, "opened the helpline", "")

    return decide_anew(deed)


def refuse_other_than_supervisor(ports: Ports, who: str) -> None:
    """Raise NotAllowed, or UnknownRecord, unless this is a supervisor or the operator."""
    if who != COMMAND_LINE and the_specialist(ports, who).role is Role.SPECIALIST:
        raise NotAllowed("only a supervisor may do this")


def _phone(ports: Ports, typed: str) -> str:
    if not typed.strip():
        return ""
    phone = to_e164(typed)
    if phone is None:
        raise NotAllowed(NOT_THERE)
    refuse_forward(phone, (ports.policy.number,), ports.policy.reach)
    return phone


def _why(closed: Closing) -> str:
    """For the audit: no number, no words."""
    until = f"until {closed.until.astimezone(UTC):%Y-%m-%dT%H:%MZ}" if closed.until else "open end"
    said = ", with words" if closed.say_en or closed.say_es else ""
    return f"{until}{said}{', forwarded' if closed.forward_to else ''}"


def _keep(ports: Ports, closing: Closing, now: datetime, who: str, what: str, why: str) -> Closing:
    line = AuditLine(who, what, f"closing:{closing.id}", why)
    commit_once(ports, Change(now=now, records=(closing,), audit=(line,)))
    return closing
