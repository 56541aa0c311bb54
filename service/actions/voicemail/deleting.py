"""The day of a message has come: deleted at Twilio first, then here, and never given up."""

from datetime import timedelta

from service.actions.holds import held_until
from service.actions.ports import AuditLine, Change, Ports
from service.domain.errors import LostRace, Refused, TryLater, UnknownToCarrier
from service.domain.voicemail import Voicemail

WHEN_TWILIO_IS_AWAY = timedelta(minutes=1)
AFTER_A_REFUSAL = timedelta(hours=1)


def voicemail_is_due(ports: Ports, voicemail_id: str) -> None:
    """Delete a message whose time has come. Harmless when run twice: gone at Twilio is done."""
    message, now = ports.store.get(Voicemail, voicemail_id), ports.store.now()
    if message is None:
        return
    member = f"voicemail:{voicemail_id}"
    if message.due_at > now:
        ports.store.look_again(member, message.due_at)
        return
    held = held_until(ports, message.person, now)
    if held is not None:
        ports.store.look_again(member, held)
        return
    try:
        ports.telephone.delete_recording(voicemail_id)
    except UnknownToCarrier:
        pass  # deleted before, perhaps by us
    except TryLater:
        ports.store.look_again(member, now + WHEN_TWILIO_IS_AWAY)
        return
    except Refused:
        ports.store.look_again(member, now + AFTER_A_REFUSAL)
        return
    line = AuditLine("service", "voicemail deleted", member)
    try:
        ports.store.commit(Change(now=now, forgets=(message,), audit=(line,)))
    except LostRace:
        return  # heard this very moment: the due entry stays, and Twilio will say it is gone
