"""Statistics over whole lives: whatever happens in any order, also twice, counts once each."""

from typing import Any

import pytest
from hypothesis.stateful import invariant

from service.actions.ports import Ports
from tests.actions.test_callback_life import LONG, CallbackLife, live

EXAMPLES = 150 if LONG else 10


class CountedLife(CallbackLife):
    """The same lives; beside the records, the running totals must say what happened."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()
        self.closed: set[str] = set()

    @invariant()
    def totals_say_what_happened(self) -> None:
        stored, _ = self.store.all_callbacks(500)
        self.asked |= {each.id for each in stored}
        self.closed |= {each.id for each in stored if not each.is_open}
        dialled = self.telephone.dialled

        assert self._total("callbacks_promised_total") == len(self.asked)
        assert self._total("callbacks_closed_total") == len(self.closed)
        assert self._total("callbacks_tried_total") == len(
            {leg.serves for leg in dialled if leg.purpose == "person"}
        )
        assert self._total("texts_received_total") == len(self.link.keys("seen:sms:*"))

    def _total(self, name: str) -> int:
        totals = self.here.statistics.totals()
        return sum(n for key, n in totals.items() if key.partition("|")[0] == name)


@pytest.mark.timeout(1200)
def test_any_order_of_events_is_counted_once_each(ports: Ports, link: Any) -> None:
    live(CountedLife, ports, link, EXAMPLES)
