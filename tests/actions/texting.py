"""Somebody who texts at a moment the test sets, on the real store."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import redis

from service.actions.ports import Ports
from service.adapters.cipher import Cipher
from service.adapters.record_codec import RecordCodec
from service.domain.callback import Callback
from tests.actions.test_callback_life import LaterStore
from tests.actions.test_receive_sms import Texter, on_shift
from tests.builders import NOON, TEXTER

NEW_YORK = ZoneInfo("America/New_York")


class TimedTexter(Texter):
    """A texter whose texts come at the time of `it_is`."""

    def __init__(self, ports: Ports, link: "redis.Redis", phone: str = TEXTER) -> None:
        self.store = LaterStore(
            link, RecordCodec(Cipher(("a data key for tests",))), ports.identity
        )
        super().__init__(replace(ports, store=self.store), phone)

    @classmethod
    def at_noon(cls, ports: Ports, link: "redis.Redis") -> "TimedTexter":
        """Somebody in New York on a Wednesday at noon, while somebody is on shift."""
        someone = cls(ports, link)
        someone.it_is(NOON)
        on_shift(someone.ports)
        return someone

    def it_is(self, moment: datetime) -> None:
        """Set the clock that everything goes by."""
        self.store.ahead += moment - self.store.now()

    def reads(self, *texts: str) -> str:
        """What the last of these texts is answered with."""
        return [self.texts(each) for each in texts][-1].messages[0]

    @property
    def call(self) -> Callback:
        """Their open callback."""
        assert self.callback is not None
        return self.callback

    def due(self, zone: ZoneInfo = NEW_YORK) -> str:
        """When their call comes, on the clock of a place."""
        return f"{self.call.due_at.astimezone(zone):%a %d %H:%M}"
