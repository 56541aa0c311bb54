"""Takes in calls that no webhook told of: who rang and reached only the fixed words of the
fallback, or nothing.

Nobody is put on the callback list for that: a silent caller never asked to be rung, and their
phone may be in other hands by now. The call is kept as missed, for a supervisor to see and for the
figures; whoever heard the fallback was told of 911, 988 and a phone that does not depend on us.
"""

from collections.abc import Sequence
from datetime import datetime

from service.actions.calls.heard import Heard, caller_number
from service.actions.ports import AuditLine, Change, Ports
from service.domain.call import MISSED, Call, CallState
from service.domain.errors import LostRace
from service.domain.person import Person
from service.domain.received import ReceivedCall

OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})


class MissedCalls:
    """The calls of one look."""

    def __init__(self, ports: Ports, now: datetime) -> None:
        self._ports = ports
        self._now = now

    def is_over(self, call: ReceivedCall) -> bool:
        """Whether it has ended: who is on the line may be with a person by another way."""
        return call.status in OVER

    def is_new(self, call: ReceivedCall) -> bool:
        """Whether no webhook of it ever took effect."""
        greeted = Heard(sid=call.sid, caller="").request("inbound")
        store = self._ports.store
        return all(store.seen(each) is None for each in (greeted, _request(call))) and (
            store.get(Call, call.sid) is None
        )

    def take_in(self, calls: Sequence[ReceivedCall]) -> int:
        """Keep each as missed; how many were kept."""
        return sum(map(self._one, calls))

    def _one(self, call: ReceivedCall) -> int:
        heard = Heard(sid=call.sid, caller=caller_number(call.phone))
        person = heard.person(self._ports)
        known = self._ports.store.get(Person, person)
        missed = Call(
            sid=call.sid,
            person=person,
            phone=heard.caller,
            language=(known.language if known else "") or "en",
            started_at=call.at,
            due_at=call.at,
            state=CallState.ENDED,
            ending=MISSED,
            ended_at=call.at,
        )
        line = AuditLine("service", "call missed", f"call:{call.sid}")
        change = Change(now=self._now, records=(missed,), audit=(line,), request=_request(call))
        try:
            return int(not self._ports.store.commit(change).again)
        except LostRace:
            return 0  # its webhook came after all


def _request(call: ReceivedCall) -> str:
    return f"{call.sid}:missed"
