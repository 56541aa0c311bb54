"""A genuine webhook sent again, an hour or a month later or after its person was erased: the same
answer as then, and nothing new anywhere.

Whoever holds genuine requests, from a log or a proxy, must not be able to bring a call back, undo a
START, or put somebody on the list who asked to be forgotten.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from service.actions.due import look_at
from service.actions.ports import Ports
from service.web.ports import NAME
from tests.builders import CALLER, TEXTER
from tests.web.conftest import Twilio
from tests.web.phone_calls import Caller

HOUR, MONTH = timedelta(hours=1), timedelta(days=31)
OTHER = "+16175550133"
# What is counted by the hour tells nobody apart, and the order of a set is nobody's business.
NOT_COMPARED = ("stat", "people", "distinct", "probe")


class Recorder(Twilio):
    """Twilio, and somebody who keeps every request and its answer."""

    def __init__(self, client: Any) -> None:
        super().__init__(client)
        self.kept: list[tuple[str, dict[str, str], bytes]] = []

    def posts(self, target: str, fields: Mapping[str, str]) -> TestResponse:
        answer = super().posts(target, fields)
        self.kept.append((target, dict(fields), answer.data))
        return answer

    def replays(self) -> list[str]:
        """Send everything again; where another answer came than then."""
        kept, self.kept = self.kept, []
        return [target for target, fields, then in kept if self.posts(target, fields).data != then]


@pytest.fixture
def recorder(app: Flask) -> Recorder:
    return Recorder(app.test_client())


def a_day_of_webhooks(recorder: Recorder) -> None:
    """What people send in a day: texts that ask, stop and start, calls that leave and wait."""
    for body in ("KETAMINE", "CALL", "10001", "NOCALL", "STOP", "START", "CALL", "tomorrow 3pm"):
        recorder.texts(body)
    recorder.texts("i want to kill myself", phone=OTHER)
    caller = Caller(recorder, CALLER)
    caller.calls().presses("5").presses("1")
    caller.hangs_up()
    waiting = Caller(recorder, OTHER)
    waiting.calls().presses("0")
    waiting.hangs_up()


def passes(link: Any, time: timedelta) -> None:
    """Whatever would be gone by then is gone."""
    for key in link.scan_iter(count=1000):
        left_ms = link.pttl(key)
        if 0 <= left_ms <= time.total_seconds() * 1000:
            link.delete(key)


def everything(link: Any) -> dict[str, Any]:
    """Every record and index as it stands."""
    read = {
        "hash": link.hgetall,
        "string": link.get,
        "set": link.smembers,
        "zset": lambda key: link.zrange(key, 0, -1, withscores=True),
        "list": lambda key: link.lrange(key, 0, -1),
        "stream": link.xlen,
    }
    keys = [key for key in link.scan_iter(count=1000) if not key.startswith(NOT_COMPARED)]
    return {key: read[link.type(key)](key) for key in keys}


def differences(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {
        key: (before.get(key), after.get(key))
        for key in sorted({*before, *after})
        if before.get(key) != after.get(key)
    }


@pytest.mark.parametrize("later", [timedelta(0), HOUR, MONTH], ids=str)
def test_everything_again_later_is_answered_as_then_and_makes_nothing_new(
    recorder: Recorder, link: Any, later: timedelta
) -> None:
    a_day_of_webhooks(recorder)
    passes(link, later)
    before = everything(link)

    answered_otherwise = recorder.replays()

    assert differences(before, everything(link)) == {}
    assert answered_otherwise == []


def test_nobody_who_was_erased_comes_back_by_an_old_request(
    recorder: Recorder, link: Any, app: Flask
) -> None:
    ports: Ports = app.extensions[NAME].ports
    a_day_of_webhooks(recorder)
    old, recorder.kept = recorder.kept, []
    recorder.texts("ERASE")
    for member in ports.store.due(ports.store.now(), 99):
        look_at(ports, member)
    person = ports.identity.person(TEXTER)
    assert ports.store.about(person) == []
    before = everything(link)

    recorder.kept = old
    recorder.replays()

    assert ports.store.about(person) == []
    assert ports.store.around(person).callback is None
    assert differences(before, everything(link)) == {}
