"""What Twilio's codes mean for a text of ours that did not arrive.

Codes from Twilio's error dictionary (twilio.com/docs/api/errors). Whatever is not named here, such
as 30004 (blocked), 14107 (too many replies), 21614 and 30006 (no phone for texts: that is what the
call is for), ends the text and changes nothing else; a call that was asked for always stays.
"""

from datetime import datetime

from service.actions.ports import AuditLine, Change, Ports, Record
from service.actions.troubles import CREDENTIALS, FILTERED
from service.domain.callback import State
from service.domain.person import Person
from service.domain.text import AGAIN_AFTER, Text, TextState

BLOCKED_BY_STOP = "21610"
ONCE_MORE = frozenset({"30003", "30008"})
"""Switched off, or nobody knows why: once more later."""
NO_SUCH_PHONE = {
    "21211": "not a valid number",
    "21217": "not a valid number",
    "21408": "texts to that region are not permitted",
    "30005": "the carrier does not know the number",
}
OUR_CREDENTIALS = "20003"
ALARMS = {OUR_CREDENTIALS: CREDENTIALS, "30007": FILTERED}


def not_arrived(ports: Ports, text: Text, code: str, now: datetime) -> Change:
    """Everything that follows, as one change. `text` is open."""
    if _may_be_sent_again(text, code, now):
        return Change(now=now, records=(text.once_more(now),))
    ended = text.settled(TextState.UNDELIVERED, code)
    line = AuditLine("twilio", "text did not arrive", f"text:{text.id}", code)
    if code == BLOCKED_BY_STOP:
        # Somebody asked for over the API may be nobody we know yet.
        person = ports.store.get(Person, text.person) or Person(id=text.person)
        # It changes texts only: a call that was asked for stays (R3).
        line = AuditLine("twilio", "blocked by STOP", f"person:{person.id}", code)
        return Change(now=now, records=(ended, person.opt_out("sms", now)), audit=(line,))
    if code in NO_SUCH_PHONE:
        return Change(now=now, records=(ended, *_to_review(ports, text, code, now)), audit=(line,))
    return Change(now=now, records=(ended,), audit=(line,))


def _may_be_sent_again(text: Text, code: str, now: datetime) -> bool:
    if now + AGAIN_AFTER >= text.expires_at:
        return False
    # Our credentials say nothing of the text: it waits until they are mended, or it is too old.
    return code == OUR_CREDENTIALS or (code in ONCE_MORE and not text.first_sid)


def _to_review(ports: Ports, text: Text, code: str, now: datetime) -> tuple[Record, ...]:
    """A person looks at the number before anybody rings it."""
    callback = ports.store.around(text.person).callback
    if callback is None or callback.phone != text.phone or callback.state is not State.WAITING:
        return ()
    return (callback.to_review(f"{NO_SUCH_PHONE[code]} ({code})", now),)
