"""How Twilio's clock goes beside the store's, which all our records go by.

Whether a call or a text of ours is in Twilio's lists is asked by its time. Were our clock an hour
wrong, it would not be found there and be made a second time; so each answer's own Date is compared
with ours.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from service.domain.errors import TryLater

CLOCKS_DIFFER = timedelta(seconds=5)
"""What remains unknown: Twilio's times have whole seconds, and an answer is under way meanwhile."""


class TwilioClock:
    """`ahead` is how far Twilio's clock is before ours, by its latest answer."""

    def __init__(self, ours: Callable[[], datetime] | None = None) -> None:
        self._ours = ours
        self.ahead = timedelta()

    def answered(self, date: str | None) -> None:
        """An answer has just come with this Date.

        One without, or that cannot be read, says nothing, nor does a store that is away just now:
        what was known holds.
        """
        if self._ours is None or not date:
            return
        with suppress(ValueError, TypeError, TryLater):
            self.ahead = parsedate_to_datetime(date).astimezone(UTC) - self._ours()
