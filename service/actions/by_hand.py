"""Opts somebody out whose wish reached us by mail or phone, where no button or text of theirs can.

47 CFR 64.1200(a)(10): any reasonable means. An open call request goes to a supervisor, undialled.
"""

from service.actions.callbacks.deciding import live_legs
from service.actions.holds import person_of_number
from service.actions.ports import Around, AuditLine, Change, Ports, Record, WakeUp
from service.actions.switch import refuse_other_than_supervisor
from service.actions.trying import commit_once, decide_anew
from service.domain.callback_states import MAY_GO_TO_REVIEW
from service.domain.errors import NotAllowed
from service.domain.person import Person

SCOPES = ("sms", "voice", "all")
HOW = ("mail", "phone", "e-mail", "in person")
REVIEW_WHY = "opted out by hand"


def opt_out_number(ports: Ports, typed: str, scope: str, how: str, who: str) -> Person:
    """No more texts, calls or both to this number; an open call request goes to review (R9).

    Done already, it stays as it is. Raises NotAllowed.
    """
    refuse_other_than_supervisor(ports, who)
    if scope not in SCOPES:
        raise NotAllowed("choose what they do not want: texts, calls or both")
    if how not in HOW:
        raise NotAllowed("choose how they told us")
    person, _ = person_of_number(ports, typed)

    def deed() -> Person:
        around = ports.store.around(person)
        out = around.person.opt_out(scope, around.now)
        if around.person.opted_out == "all" or out == around.person:
            return around.person
        line = AuditLine(who, "opted out by hand", f"person:{person}", f"{scope}, by {how}")
        records, wakeups, lines = _undialled(ports, around, scope)
        change = Change(
            now=around.now, records=(out, *records), wakeups=wakeups, audit=(line, *lines)
        )
        commit_once(ports, change)
        return out

    return decide_anew(deed)


def _undialled(
    ports: Ports, around: Around, scope: str
) -> tuple[tuple[Record, ...], tuple[WakeUp, ...], tuple[AuditLine, ...]]:
    """The open request of somebody who wants no calls is a supervisor's; nothing rings on."""
    callback = around.callback
    if scope == "sms" or callback is None or callback.state not in MAY_GO_TO_REVIEW:
        return (), (), ()
    line = AuditLine("service", "to review", f"callback:{callback.id}", REVIEW_WHY)
    off = tuple(WakeUp("hang_up", leg.id) for leg in live_legs(ports, callback))
    return (callback.to_review(REVIEW_WHY, around.now),), off, (line,)
