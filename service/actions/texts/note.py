"""Notes what Twilio says became of a text. Reports come late, twice, or out of order."""

from datetime import datetime

from service.actions.ports import AuditLine, Change, Ports, WakeUp
from service.actions.texts.refusals import ALARMS, not_arrived
from service.actions.troubles import TWILIO, raise_alarm
from service.domain.alert import Alert
from service.domain.errors import LostRace
from service.domain.person import Person
from service.domain.text import FINAL, Text, TextState

TRIES = 3


def note_text_status(ports: Ports, text_id: str, sid: str, status: str, error: str = "") -> None:
    """Settle a text of ours when the report is final; the first final report holds."""
    final = FINAL.get(status)
    for _ in range(TRIES):
        text, now = ports.store.get(Text, text_id), ports.store.now()
        if text is None or not text.is_open or (text.sid and text.sid != sid):
            return
        if sid == text.first_sid:
            return  # it was told before, and is sent anew
        try:
            ports.store.commit(_change(ports, text, sid, final, error[:10], now))
        except LostRace:
            continue
        if error in ALARMS:
            raise_alarm(ports, TWILIO, ALARMS[error])
        if text.for_crisis:
            note_reply_status(ports, text.phone, sid, status)
        return


def _change(
    ports: Ports, text: Text, sid: str, final: TextState | None, error: str, now: datetime
) -> Change:
    if final is TextState.UNDELIVERED:
        return not_arrived(ports, text.sent(sid, now), error, now)
    noted = text.settled(final) if final else text.sent(sid, now)
    return Change(now=now, records=(noted,))


def note_reply_status(ports: Ports, phone: str, sid: str, status: str) -> None:
    """A crisis reply that did not arrive is an alert: a person must decide what to do (R3)."""
    if FINAL.get(status) is not TextState.UNDELIVERED or not phone:
        return
    person, now = ports.identity.person(phone), ports.store.now()
    known = ports.store.get(Person, person) or Person(id=person)
    alert = Alert(
        id=ports.new_id(),
        person=person,
        phone=phone,
        language=known.language or "en",
        kind="undelivered",
        source="sms",
        created_at=now,
        due_at=now,
    )
    line = AuditLine("twilio", "crisis reply undelivered", f"alert:{alert.id}")
    ports.store.commit(
        Change(
            now=now,
            records=(alert,),
            wakeups=(WakeUp("spread_alert", alert.id),),
            audit=(line,),
            request=f"undelivered:{sid}",
        )
    )
