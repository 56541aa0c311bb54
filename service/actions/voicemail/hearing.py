"""Listening to a message: who may, and that it is written down before a word is heard."""

from service.actions.ports import AuditLine, Change, Ports
from service.actions.trying import decide_anew
from service.domain.callback import HELD, Callback
from service.domain.errors import NotAllowed, UnknownRecord
from service.domain.voicemail import Voicemail


def hear_voicemail(ports: Ports, voicemail_id: str, who: str, *, may_any: bool) -> Voicemail:
    """Note that `who` listens, each time; whoever holds its callback may, or `may_any`."""

    def deed() -> Voicemail:
        message = _find(ports, voicemail_id)
        if not may_any and not _holds(ports, message, who):
            raise NotAllowed("a message is heard by whoever holds its callback")
        return _put(ports, message, message.heard(who, ports.store.now()), who, "heard a voicemail")

    return decide_anew(deed)


def see_to_voicemail(ports: Ports, voicemail_id: str, who: str) -> Voicemail:
    """A supervisor says that nothing more is to be done about a message without a callback."""

    def deed() -> Voicemail:
        message = _find(ports, voicemail_id)
        if message.callback:
            raise NotAllowed("this message has a callback; that is where it is seen to")
        if message.seen_to_at is not None:
            return message
        done = message.seen_to(who, ports.store.now())
        return _put(ports, message, done, who, "saw to a voicemail")

    return decide_anew(deed)


def _put(ports: Ports, before: Voicemail, after: Voicemail, who: str, what: str) -> Voicemail:
    line = AuditLine(who, what, f"voicemail:{before.id}", before.callback)
    records = () if after == before else (after,)
    ports.store.commit(Change(now=ports.store.now(), records=records, audit=(line,)))
    return after


def _find(ports: Ports, voicemail_id: str) -> Voicemail:
    found = ports.store.get(Voicemail, voicemail_id)
    if found is None:
        raise UnknownRecord("there is no such message, or it has been deleted")
    return found


def _holds(ports: Ports, message: Voicemail, who: str) -> bool:
    callback = ports.store.get(Callback, message.callback) if message.callback else None
    return callback is not None and callback.state in HELD and callback.specialist == who
