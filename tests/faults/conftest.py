"""A whole helpline beside a Twilio that keeps its own record, shared by the fault tests."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from tests.faults.checker import Ledger, Verdict, judge
from tests.faults.exchange import Exchange
from tests.faults.people import ACCOUNT, TOKEN, Line, numbers
from tests.faults.staff import Api
from tests.journeys.running import RunningHelpline, wait_for

EMPTY_WITHIN_S = 120
HERE = __name__.rpartition(".")[0].replace(".", "/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Real processes: all in one worker, Linux only, and longer than a unit test may take."""
    for item in items:
        if HERE in item.path.as_posix() or "faults" in item.path.parts:
            item.add_marker(pytest.mark.faults)
            item.add_marker(pytest.mark.timeout(14_400))
            if item.path.name == "test_checker.py":
                continue
            item.add_marker(pytest.mark.stack)
            if sys.platform != "linux":
                reason = "needs Linux: looks in /proc for the processes it kills"
                item.add_marker(pytest.mark.skip(reason=reason))


@dataclass
class Scene:
    """Everything one fault test plays with; `people` are numbers nobody used before."""

    helpline: RunningHelpline
    exchange: Exchange
    line: Line
    ledger: Ledger
    people: Callable[[int], list[str]]

    def verdict(self, phones: list[str] | None = None) -> Verdict:
        """Lost and double as things stand now, for these people."""
        records = Api(self.helpline.port).all_callbacks()
        dials = self.exchange.dials()
        if phones is not None:
            mine = set(phones)
            records = [each for each in records if each["phone"] in mine]
            dials = [each for each in dials if each.phone in mine]
        return judge(self.ledger, dials, records)

    def nobody_is_left(self) -> bool:
        """Whether the queue is empty; whoever is in it takes their request back."""
        records = Api(self.helpline.port).all_callbacks()
        left = [each["phone"] for each in records if each["state"] != "closed"]
        for phone in left:
            self.line.text(phone, "NOCALL")
        return not left


@pytest.fixture(scope="session")
def fresh_numbers() -> Callable[[int], list[str]]:
    """Numbers that no other test uses."""
    left = iter(numbers())
    return lambda n: [next(left) for _ in range(n)]


@pytest.fixture(scope="session")
def exchange() -> Iterator[Exchange]:
    """Twilio's REST side."""
    made = Exchange()
    yield made
    made.close()


@pytest.fixture
def own_exchange() -> Iterator[Exchange]:
    """A Twilio for a helpline of one's own: the other tests' helpline still runs, and would take
    in what is sent to it."""
    made = Exchange()
    yield made
    made.close()


def start(home: Path, exchange: Exchange, **more: str) -> RunningHelpline:
    """Start a whole helpline on this Twilio; whoever starts it ends it."""
    given = {"HELPLINE_FLOOD_FROM": "0"} | more  # the crowds of these tests are people
    return RunningHelpline(
        home,
        TWILIO_API_URL=f"http://127.0.0.1:{exchange.port}",
        TWILIO_ACCOUNT_SID=ACCOUNT,
        TWILIO_AUTH_TOKEN=TOKEN,
        **given,
    )


@pytest.fixture(scope="session")
def running(
    tmp_path_factory: pytest.TempPathFactory, exchange: Exchange
) -> Iterator[RunningHelpline]:
    """The helpline with its own embedded store."""
    helpline = start(tmp_path_factory.mktemp("faults"), exchange)
    helpline.wait_until_ready()
    yield helpline
    helpline.end_for_sure()


@pytest.fixture
def scene(
    running: RunningHelpline, exchange: Exchange, fresh_numbers: Callable[[int], list[str]]
) -> Iterator[Scene]:
    """A ledger of one's own on the shared helpline, whose queue is empty."""
    line = Line(running.port)
    exchange.line = line
    made = Scene(running, exchange, line, Ledger(), fresh_numbers)
    # Else specialists would see to whom earlier tests left waiting, and these to theirs.
    wait_for(made.nobody_is_left, EMPTY_WITHIN_S, "nobody of another test is in the queue")
    yield made
    exchange.trouble = lambda resource, form: ""
    exchange.silent_about = lambda ring: False
    exchange.fate_of = lambda text: ""
    exchange.clock_off = timedelta()
    exchange.queued_s = lambda ring: 0.0
