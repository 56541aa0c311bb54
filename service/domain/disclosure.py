"""What was told to medical personnel about somebody in an emergency, as 42 CFR 2.51(c) wants it
written down at once. It is added to, never changed, and kept for six years whatever is erased.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from service.domain.errors import NotAllowed

KEPT_FOR = timedelta(days=6 * 366)
"""45 CFR 164.316(b)(2): six years."""
AT_MOST_AGO = timedelta(days=366)
A_CLOCK_APART = timedelta(minutes=5)
LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """`to_whom` and `affiliation`: the medical personnel; `disclosed_by`: who of ours told them.

    `person` is about whom, `phone` masked; `written_by` is a specialist's id.
    """

    id: str
    person: str
    to_whom: str
    affiliation: str
    disclosed_by: str
    disclosed_at: datetime
    nature: str
    created_at: datetime
    written_by: str
    callback: str = ""
    number: str = ""
    version: int = 0


def told_line(what: str, typed: str) -> str:
    """One line of a disclosure; raises NotAllowed for none or a long one."""
    line = " ".join("".join(c if c.isprintable() else " " for c in typed).split())
    if not line:
        raise NotAllowed(f"{what} is missing")
    if len(line) > LONGEST:
        raise NotAllowed(f"{what} may have {LONGEST} characters, these are {len(line)}")
    return line


def told_at(now: datetime, at: datetime) -> datetime:
    """When it was disclosed; raises NotAllowed for a time to come or more than a year ago."""
    if not now - AT_MOST_AGO <= at <= now + A_CLOCK_APART:
        raise NotAllowed("name the day and time of the disclosure: it has been, within a year")
    return at
