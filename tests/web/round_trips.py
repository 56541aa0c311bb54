"""Counts what each answer to a webhook costs: round trips to the store before it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest
from redis.connection import AbstractConnection
from werkzeug.test import TestResponse

from tests.web.conftest import Twilio

MOST = 2

Trip = tuple[int, str, str]


@contextmanager
def counted_trips(twilio: Twilio) -> Iterator[list[Trip]]:
    """(round trips, address, key) of every answer asked for meanwhile."""
    found: list[Trip] = []
    sent = [0]
    send, post = AbstractConnection.send_packed_command, twilio.posts

    def counted(self: AbstractConnection, command: object, check_health: bool = True) -> None:
        sent[0] += 1
        send(self, command, check_health)

    def measured(target: str, fields: Mapping[str, str]) -> TestResponse:
        before = sent[0]
        answer = post(target, fields)
        if not target.startswith("/voice/status"):  # a report: nobody listens to its answer
            key = fields.get("Digits") or fields.get("QueueResult") or ""
            found.append((sent[0] - before, target, key))
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(AbstractConnection, "send_packed_command", counted)
        patch.setattr(twilio, "posts", measured)
        yield found


def too_many(trips: list[Trip]) -> list[Trip]:
    """Those that cost more than they may."""
    return sorted({x for x in trips if x[0] > MOST})
