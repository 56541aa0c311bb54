"""Promises nobody remembers: about modules, jobs, queues and states."""

import importlib
import re
from pathlib import Path

import pytest

from service.adapters.rq_jobs import MODULE, QUEUE_OF, QUEUES
from service.domain.callback import MOVES, State
from service.supervision.run import QUEUES as SUPERVISED

ROOT = Path(__file__).resolve().parents[2]
MOST_LINES = 250
OURS = [*(ROOT / "service").rglob("*.py"), *(ROOT / "workers").rglob("*.py")]
TEXT_FILES = [
    path
    for folder in ("service", "workers", "templates", "config", "tests", "benchmarks", "training")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".py", ".toml", ".lua", ".html", ".js", ".css", ".conf", ".env", ".jsonl"}
    and "vendor" not in path.parts
]
PUBLIC_LINES = {
    "8009151270",  # the helpline
    "8006624357",  # SAMHSA
    "8002221222",  # Poison Help
    "8004874889",  # SAMHSA's TTY line
    "7378742833",  # RESTRICTED on a keypad: how Twilio shows a withheld number
}
AN_AMERICAN_NUMBER = re.compile(
    r"(?<![\d.])(?:\+?1[ .-]?)?\(?([2-9]\d{2})\)?[ .-]?(\d{3})[ .-]?(\d{4})(?![\d.])"
)


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_is_longer_than_a_person_reads_at_once(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert path.read_text().lstrip().startswith('"""')


def test_every_job_on_the_allow_list_resolves() -> None:
    module = importlib.import_module(MODULE)

    assert all(callable(getattr(module, job)) for job in QUEUE_OF)


def test_every_wake_up_that_is_written_is_on_the_allow_list() -> None:
    written = {job for path in OURS for job in re.findall(r'WakeUp\(\s*"(\w+)"', path.read_text())}

    assert written
    assert written <= set(QUEUE_OF)


def test_every_queue_has_a_worker() -> None:
    assert set(QUEUE_OF.values()) == set(QUEUES) == set(SUPERVISED)


def test_every_state_has_a_row_in_the_table_of_moves() -> None:
    assert set(MOVES) == set(State)
    assert all(targets <= set(State) for targets in MOVES.values())


def test_only_numbers_that_belong_to_nobody_stand_in_the_project() -> None:
    strange = {
        f"{path.relative_to(ROOT)}: {''.join(parts)}"
        for path in TEXT_FILES
        for parts in AN_AMERICAN_NUMBER.findall(path.read_text(errors="replace"))
        if not (parts[1] == "555" and parts[2].startswith("01"))
        and "".join(parts) not in PUBLIC_LINES
    }

    assert strange == set()
