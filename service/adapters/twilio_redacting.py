"""Which texts still have their words at Twilio, and how one loses them.

Turning failures into ours is up to whoever calls.
"""

from datetime import datetime

from twilio.rest import Client

from service.adapters.twilio_received import PAGE, SECOND, utc, within
from service.domain.received import TextWithWords

UNDER_WAY = frozenset({"accepted", "scheduled", "queued", "sending", "receiving"})
"""Twilio keeps the words of what it is still busy with."""


def texts_with_words(
    client: Client, number: str, since: datetime, until: datetime, limit: int
) -> list[TextWithWords]:
    """Texts to and from `number` in that time whose words Twilio still has, both ways."""
    found = []
    for way in ({"to": number}, {"from_": number}):
        listed = client.messages.list(
            date_sent_after=utc(since),
            date_sent_before=utc(until + SECOND),
            limit=limit,
            page_size=min(limit, PAGE),
            **way,
        )
        found += [
            TextWithWords(sid=str(each.sid), inbound=each.direction == "inbound", at=at)
            for each, at in within(listed, since, until)
            if each.body and str(each.status) not in UNDER_WAY
        ]
    return found


def redact(client: Client, sid: str) -> None:
    """Take the words out of one text: an empty Body is the only change Twilio allows
    (twilio.com/docs/messaging/api/message-resource#update-a-message-resource)."""
    client.messages(sid).update(body="")
