""" "Call me": somebody of the team asks for a supervisor. Told without a name, a number or a topic;
the board says who.
"""

from dataclasses import replace
from datetime import timedelta

from service.actions.callbacks.deciding import the_specialist
from service.actions.ports import AuditLine, Change, Ports, WakeUp
from service.actions.texts import new_text
from service.actions.trying import commit_once, decide_anew
from service.domain.specialist import Role, Specialist
from service.domain.text import Text

SAME_WISH = timedelta(minutes=5)
GOOD_FOR = timedelta(minutes=30)


def ask_for_supervisor(ports: Ports, who: str) -> int:
    """Ask those on duty, else all of them, and say how many; in five minutes it is one wish."""

    def deed() -> int:
        me, now = the_specialist(ports, who), ports.store.now()
        asked = _supervisors(ports, who)
        if me.wants_call_at is not None and now - me.wants_call_at < SAME_WISH:
            return len(asked)
        texts = tuple(notice(ports, each, "notice_colleague", good_for=GOOD_FOR) for each in asked)
        line = AuditLine(who, "asked for a supervisor", f"specialist:{who}", f"{len(texts)} told")
        commit_once(
            ports,
            Change(
                now=now,
                records=(replace(me, wants_call_at=now), *texts),
                wakeups=tuple(WakeUp("send_text", text.id) for text in texts),
                audit=(line,),
            ),
        )
        return len(texts)

    return decide_anew(deed)


def answer_wish(ports: Ports, who: str, by: str) -> None:
    """A supervisor sees to it: off the board."""

    def deed() -> None:
        specialist = the_specialist(ports, who)
        if specialist.wants_call_at is None:
            return
        line = AuditLine(by, "sees to the wish for a supervisor", f"specialist:{who}")
        seen = replace(specialist, wants_call_at=None)
        commit_once(ports, Change(now=ports.store.now(), records=(seen,), audit=(line,)))

    decide_anew(deed)


def supervisors_to_tell(ports: Ports) -> list[Specialist]:
    """Those on shift with a phone; nobody there, all of them."""
    led_by = [s for s in ports.store.specialists() if s.role is not Role.SPECIALIST]
    reachable = [s for s in led_by if s.phone and not s.disabled]
    return [s for s in reachable if s.on_shift] or reachable


def notice(
    ports: Ports,
    to: Specialist,
    words: str,
    values: dict[str, str] | None = None,
    *,
    good_for: timedelta = GOOD_FOR,
) -> Text:
    """A text to one of the team, in their first language, to be put into a Change."""
    return new_text(
        ports,
        person=ports.identity.person(to.phone),
        phone=to.phone,
        language=to.languages[0],
        words=words,
        values=values,
        now=ports.store.now(),
        urgent=True,
        good_for=good_for,
    )


def _supervisors(ports: Ports, who: str) -> list[Specialist]:
    return [each for each in supervisors_to_tell(ports) if each.id != who]
