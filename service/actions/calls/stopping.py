"""Two presses of 9: no more calls and texts to this number, at once (R8, R9)."""

from service.actions.calls.heard import Heard
from service.actions.calls.levels import farewell, say
from service.actions.calls.script import HangUp, Script
from service.actions.ports import AuditLine, Change, Ports, WakeUp
from service.actions.trying import decide_anew
from service.domain.callback import State

UNDIALLED = frozenset({State.WAITING, State.CLAIMED, State.CALLING, State.UNSURE})


def stop(ports: Ports, heard: Heard) -> Script:
    """Opt the caller out. The words close the call themselves."""
    if not heard.caller:
        return farewell(ports, heard.place)  # no number is known, so none is kept or called
    decide_anew(lambda: _stop(ports, heard))
    return (say(ports, heard.place, "stop_done"), HangUp())


def _stop(ports: Ports, heard: Heard) -> None:
    request = heard.request("stop")
    around = ports.store.around(heard.person(ports), request=request, call_sid=heard.sid)
    if around.seen is not None:
        return
    person = around.person.opt_out("all", around.now)
    callback = around.callback
    undialled = callback if callback and callback.state in UNDIALLED else None
    lines = [AuditLine("person", "opted out", f"person:{person.id}", "by phone")]
    wakeups: tuple[WakeUp, ...] = ()
    if undialled:
        lines.append(AuditLine("service", "to review", f"callback:{undialled.id}", "opted out"))
        wakeups = tuple(WakeUp("hang_up", leg) for leg in undialled.leg_ids if undialled.attempt)
        undialled = undialled.to_review("the caller asked for no more calls", around.now)
    change = Change(
        now=around.now,
        records=(person, undialled) if undialled else (person,),
        wakeups=wakeups,
        audit=tuple(lines),
        request=request,
    )
    ports.store.commit(change)
