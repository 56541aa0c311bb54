"""What a commit writes so that a day can be looked back at: which sets a record stands in by time,
and how much longer it is kept for that. redis_days reads them.
"""

from datetime import timedelta

from service.actions.ports import Record
from service.domain.alert import Alert
from service.domain.callback import Callback
from service.domain.disclosure import KEPT_FOR, Disclosure
from service.domain.person import Person
from service.domain.text import Text, TextState

LOOKED_BACK_AT = timedelta(days=3)
Entry = tuple[str, float, str, bool]
"""index, score, member, whether it stands there"""


def day_entries(record: Record) -> tuple[Entry, ...]:
    """Where the record stands, and where no longer."""
    match record:
        case Callback():
            wanted = not record.is_forgotten
            return (("promised", record.promise_at.timestamp(), record.id, wanted),)
        case Alert():
            return (("crises", record.created_at.timestamp(), record.id, True),)
        case Text() if record.state is TextState.UNDELIVERED:
            return (("undelivered", record.created_at.timestamp(), record.id, True),)
        case Disclosure():
            return (("disclosures", record.created_at.timestamp(), record.id, True),)
        case Person() if record.hold_until is not None:
            return (("holds", record.hold_until.timestamp(), record.id, True),)
    return ()


def kept_ms(record: Record) -> int:
    """How long a record that is finished is kept to look back at; 0 where that is no matter."""
    if isinstance(record, Disclosure):
        return _ms(KEPT_FOR)
    closed = isinstance(record, Alert) and not record.is_open
    lost = isinstance(record, Text) and record.state is TextState.UNDELIVERED
    return _ms(LOOKED_BACK_AT) if closed or lost else 0


def _ms(span: timedelta) -> int:
    return int(span.total_seconds() * 1000)
