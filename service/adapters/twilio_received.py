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
        date_sent_after=utc(since),
        date_sent_before=utc(until + SECOND),
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
        for each, at in within(listed, since, until)
        if each.direction == "inbound"
    ]


def texts_sent(client: Client, number: str, since: datetime, limit: int) -> list[SentText]:
    """Texts from `number` since then."""
    listed = client.messages.list(
        from_=number, date_sent_after=utc(since), limit=limit, page_size=min(limit, PAGE)
    )
    return [
        SentText(phone=str(each.to or ""), body=str(each.body or ""), at=at)
        for each, at in within(listed, since, None)
    ]


def calls_received(
    client: Client, number: str, since: datetime, until: datetime, limit: int
) -> list[ReceivedCall]:
    """Calls to `number` in that time."""
    listed = client.calls.list(
        to=number,
        start_time_after=utc(since),
        start_time_before=utc(until + SECOND),
        limit=limit,
        page_size=min(limit, PAGE),
    )
    return [
        ReceivedCall(sid=str(each.sid), phone=_caller(each), status=str(each.status), at=at)
        for each, at in within(listed, since, until)
        if each.direction == "inbound"
    ]


def _caller(call: Any) -> str:
    """The library gives this one field of a call a leading line, and no other way to it."""
    return str(getattr(call, "_from", "") or "")


def within(
    listed: Iterable[Any], since: datetime, until: datetime | None
) -> Iterable[tuple[Any, datetime]]:
    """What is of that time: a filter by the day, which Twilio may make of ours, lets in more."""
    for each in listed:
        at = each.date_created
        if at is None or at < since - SECOND or (until is not None and at > until + SECOND):
            continue
        yield each, at


def utc(moment: datetime) -> datetime:
    """As Twilio's library writes it: it puts a Z behind whatever time it is given."""
    return moment.astimezone(UTC)
