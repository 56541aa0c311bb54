"""What Twilio's lists say came to our number and left it, for what we did not hear of.

Only reads. Turning failures into ours is up to whoever calls.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from twilio.rest import Client

from service.domain.received import ReceivedCall, ReceivedText, SentText

PAGE = 1000
"""Twilio's largest page."""
# Its filters and its times have whole seconds.
SECOND = timedelta(seconds=1)


def texts_received(
    client: Client, number: str, since: datetime, until: datetime, limit: int
) -> list[ReceivedText]:
    """Texts to `number` in that time."""
    listed = client.messages.list(
        to=number,
        date_sent_after=_utc(since),
        date_sent_before=_utc(until + SECOND),
        limit=limit,
        page_size=min(limit, PAGE),
    )
    return [
        ReceivedText(
            sid=str(each.sid),
            phone=str(each.from_ or ""),
            body=str(each.body or ""),
            media=int(each.num_media or 0),
            at=at,
        )
        for each, at in _within(listed, since, until)
        if each.direction == "inbound"
    ]


def texts_sent(client: Client, number: str, since: datetime, limit: int) -> list[SentText]:
    """Texts from `number` since then."""
    listed = client.messages.list(
        from_=number, date_sent_after=_utc(since), limit=limit, page_size=min(limit, PAGE)
    )
    ever = datetime.max.replace(tzinfo=UTC)
    return [
        SentText(phone=str(each.to or ""), body=str(each.body or ""), at=at)
        for each, at in _within(listed, since, ever)
    ]


def calls_received(
    client: Client, number: str, since: datetime, until: datetime, limit: int
) -> list[ReceivedCall]:
    """Calls to `number` in that time."""
    listed = client.calls.list(
        to=number,
        start_time_after=_utc(since),
        start_time_before=_utc(until + SECOND),
        limit=limit,
        page_size=min(limit, PAGE),
    )
    return [
        ReceivedCall(sid=str(each.sid), phone=str(each.from_ or ""), status=str(each.status), at=at)
        for each, at in _within(listed, since, until)
        if each.direction == "inbound"
    ]


def _within(
    listed: Iterable[Any], since: datetime, until: datetime
) -> Iterable[tuple[Any, datetime]]:
    """What came in that time: a filter by the day, which Twilio may make of ours, lets in more."""
    for each in listed:
        at = each.date_created
        if at is not None and since - SECOND <= at <= until + SECOND:
            yield each, at


def _utc(moment: datetime) -> datetime:
    """As Twilio's library writes it: it puts a Z behind whatever time it is given."""
    return moment.astimezone(UTC)
