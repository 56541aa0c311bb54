"""The supervisor outlives what would end a lesser program."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Runs in a process of its own, since the supervisor takes over all signals.
BEGIN = """
import sys
from pathlib import Path
from service.supervision import child
from service.supervision.child import Child
from service.supervision.supervisor import Supervisor
directory = Path(sys.argv[1])
"""


def run(code: str, directory: Path) -> str:
    words = [sys.executable, "-c", BEGIN + code, str(directory)]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        words, env=environ, capture_output=True, text=True, timeout=100, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_process_that_cannot_be_started_is_tried_again(tmp_path):
    said = run(
        """
tries = iter([["/nowhere/helpline"], ["/nowhere/helpline"], ["sleep"]])
child.helpline_command = lambda: next(tries)
sleeper = Child("sleeper", ("600",))
supervisor = Supervisor([[sleeper]], directory, {})
assert supervisor.keep_alive(until=lambda: sleeper.pid is not None)
supervisor.stop()
""",
        tmp_path,
    )

    assert said.count("cannot be started") == 2


def test_a_list_that_cannot_be_written_ends_nothing(tmp_path):
    run(
        """
child.helpline_command = lambda: ["sleep"]
sleeper = Child("sleeper", ("600",))
supervisor = Supervisor([[sleeper]], directory / "missing", {})
assert supervisor.keep_alive(until=lambda: sleeper.pid is not None)
supervisor.stop()
assert sleeper.pid is None
""",
        tmp_path,
    )


def test_a_reader_that_went_away_ends_nothing(tmp_path):
    run(
        """
import os
child.helpline_command = lambda: ["false"]
reading, writing = os.pipe()
os.dup2(writing, 1)
os.close(reading), os.close(writing)
short_lived = Child("false", ())
supervisor = Supervisor([[short_lived]], directory, {})
assert supervisor.keep_alive(until=lambda: short_lived.deaths_in_a_row >= 3)
supervisor.stop()
os.dup2(os.open("/dev/null", os.O_WRONLY), 1)
""",
        tmp_path,
    )


def test_a_process_that_dies_again_and_again_is_tried_within_a_second_for_ever(tmp_path):
    said = run(
        """
import time
child.helpline_command = lambda: ["false"]
short_lived = Child("false", ())
supervisor = Supervisor([[short_lived]], directory, {})
assert supervisor.keep_alive(until=lambda: short_lived.deaths_in_a_row >= 11)
assert short_lived.start_at - time.monotonic() <= 1
supervisor.stop()
""",
        tmp_path,
    )

    assert said.count("starting it again") == 11
