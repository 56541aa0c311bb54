"""The two kinds of error there are: refused for good, or try later.

Adapters turn a vendor's exceptions into these; nothing above them knows a vendor's.
"""


class Refused(Exception):
    """Asking again will not help: the request itself is not allowed."""


class TryLater(Exception):
    """Nothing was done; the same request may succeed in a moment."""


class NotAllowed(Refused):
    """A record was asked to make a move its state does not have."""


class UnknownRecord(Refused):
    """No record has this id."""


class CannotBeDialled(Refused):
    """No callback may ring this number: no ordinary line in the regions served."""


class BadCursor(Refused):
    """The cursor does not come from an earlier page."""


class StaleToken(Refused):
    """The fencing token is not the one of the newest claim."""


class OutsideCallingHours(Refused):
    """The person's own calling hours are closed; `next_at` says when they open."""

    def __init__(self, message: str, next_at: object = None) -> None:
        super().__init__(message)
        self.next_at = next_at


class LostRace(TryLater):
    """Somebody else changed the record between our read and our write."""


class StoreUnavailable(TryLater):
    """The durable store did not answer, or its answer was lost."""


class StoreFull(TryLater):
    """The durable store refuses new writes (memory or disk)."""


class AmbiguousAnswer(TryLater):
    """Twilio may or may not have done it: its own list must settle that."""


class RateLimited(TryLater):
    """Twilio surely did nothing: too many requests; not an attempt."""


class RefusedByCarrier(Refused):
    """Twilio refused for good; `code` is Twilio's error code (0: none given)."""

    def __init__(self, message: str, code: int = 0) -> None:
        super().__init__(message)
        self.code = code


class UnknownToCarrier(RefusedByCarrier):
    """Twilio has no such call or message (any more)."""
