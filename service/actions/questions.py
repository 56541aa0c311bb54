"""Which looks at a due entry ask Twilio something. Reads records only, and decides nothing."""

from collections.abc import Callable, Mapping

from service.actions.ports import Ports
from service.domain.call import Call
from service.domain.leg import Leg, LegState
from service.domain.text import Text, TextState


def _of_leg(ports: Ports, name: str) -> bool:
    leg = ports.store.get(Leg, name)
    if leg is None or not leg.is_live or leg.due_at > ports.store.now():
        return False
    return leg.state is not LegState.INTENDED


def _of_call(ports: Ports, name: str) -> bool:
    call = ports.store.get(Call, name)
    if call is None or call.is_over or call.due_at > ports.store.now():
        return False
    return not call.is_waiting


def _of_text(ports: Ports, name: str) -> bool:
    text = ports.store.get(Text, name)
    if text is None or not text.is_open or text.due_at > ports.store.now():
        return False
    return text.state is not TextState.INTENDED


OF_RECORD: Mapping[str, Callable[[Ports, str], bool]] = {
    "leg": _of_leg,
    "call": _of_call,
    "text": _of_text,
}
ALWAYS = frozenset({"voicemail", "recordings", "received", "redact"})


def asks_twilio(ports: Ports, kind: str, name: str) -> bool:
    """Whether Twilio would be asked, were this entry looked at now."""
    return kind in ALWAYS or (kind in OF_RECORD and OF_RECORD[kind](ports, name))
