"""Reads records by their day from the sorted sets that a commit keeps in step with them.

promised: callbacks by promise · crises: alerts by when they came · undelivered: texts likewise ·
disclosures: by when they were written · holds: persons by the end of their hold.
"""

from datetime import datetime
from typing import Any

from service.adapters.redis_link import Link, our_errors
from service.domain.alert import Alert
from service.domain.callback import Callback
from service.domain.disclosure import Disclosure
from service.domain.person import Person
from service.domain.text import Text

INDEX: dict[type[Any], str] = {
    Callback: "promised",
    Alert: "crises",
    Text: "undelivered",
    Disclosure: "disclosures",
    Person: "holds",
}


def names_between(
    redis: Link, kind: type[Any], since: datetime, until: datetime, limit: int
) -> list[str]:
    """The ids of that time, newest first; what aged out since is named still."""
    with our_errors():
        found = redis.zrevrangebyscore(
            INDEX[kind], f"({until.timestamp()!r}", since.timestamp(), 0, limit
        )
    return list(found)
