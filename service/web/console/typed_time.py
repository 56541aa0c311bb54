"""A day and time as a form gives it, read on the helpline's own clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from service.domain.errors import NotAllowed
from service.web.ports import ports


def typed_moment(typed: str, what: str = "a day and a time") -> datetime:
    """A `datetime-local` field as UTC; raises NotAllowed, naming `what` is to be chosen."""
    try:
        local = datetime.fromisoformat(typed[:40]).replace(tzinfo=_zone())
        return local.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise NotAllowed(f"choose {what}") from error


def typed_day(typed: str, otherwise: date) -> date:
    """A `date` field, or the other day where it is none."""
    try:
        day = date.fromisoformat(typed[:10])
    except ValueError:
        return otherwise
    return day if date(2000, 1, 1) < day < date(2200, 1, 1) else otherwise


def span_of(day: date) -> tuple[datetime, datetime]:
    """When a day begins and ends here, in UTC."""
    begins = datetime.combine(day, time(), _zone())
    ends = datetime.combine(day + timedelta(days=1), time(), _zone())
    return begins.astimezone(UTC), ends.astimezone(UTC)


def as_typed(moment: datetime) -> str:
    """What a `datetime-local` field shows."""
    return moment.astimezone(_zone()).strftime("%Y-%m-%dT%H:%M")


def _zone() -> ZoneInfo:
    return ZoneInfo(ports().policy.hours.zone)
