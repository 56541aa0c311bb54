"""Where the kernel does not end a process with its parent, a pipe does."""

import os
import subprocess
import sys
from pathlib import Path

from tests.journeys.running import is_alive, wait_for

ROOT = Path(__file__).resolve().parents[2]

# The child of a parent that is then killed; it says when it has begun to watch.
CHILD = """
import time
from service.supervision import lifeline
lifeline.HAS_PARENT_DEATH_SIGNAL = {kernel}
lifeline.die_with_parent()
print("watching", flush=True)
time.sleep(600)
"""
PARENT = """
import os, subprocess, sys
reading, writing = os.pipe()
told = {{"HELPLINE_SUPERVISOR_PID": str(os.getpid()), "HELPLINE_LIFELINE_FD": str(reading)}}
child = subprocess.Popen(
    [sys.executable, "-c", {child!r}],
    env={{**os.environ, **told}}, pass_fds=[reading], stdout=subprocess.PIPE,
)
print(child.pid, child.stdout.readline().decode(), flush=True)
child.wait()
"""


def child_of_a_killed_parent(kernel: bool) -> int:
    """Start a parent with a watching child, kill the parent, return the child's id."""
    code = PARENT.format(child=CHILD.format(kernel=kernel))
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    parent = subprocess.Popen([sys.executable, "-c", code], env=environ, stdout=subprocess.PIPE)
    pid, word = parent.stdout.readline().split()
    assert word == b"watching"
    parent.kill()
    parent.wait()
    return int(pid)


def test_the_end_of_the_pipe_ends_the_child():
    child = child_of_a_killed_parent(kernel=False)

    wait_for(lambda: not is_alive(child), 30, "the child is gone")


def test_the_kernel_ends_the_child():
    child = child_of_a_killed_parent(kernel=True)

    wait_for(lambda: not is_alive(child), 30, "the child is gone")


def test_a_process_nobody_supervises_is_left_alone():
    code = "from service.supervision import die_with_parent; die_with_parent(); print('alive')"
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    environ.pop("HELPLINE_SUPERVISOR_PID", None)

    said = subprocess.check_output([sys.executable, "-c", code], env=environ)

    assert said == b"alive\n"


def test_a_parent_that_died_first_is_noticed():
    code = "from service.supervision import die_with_parent; die_with_parent(); print('alive')"
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "HELPLINE_SUPERVISOR_PID": "999999999"}

    said = subprocess.check_output([sys.executable, "-c", code], env=environ)

    assert said == b""


def test_a_store_without_the_kernels_help_still_ends_with_its_parent(tmp_path):
    code = f"""
import os, sys
from pathlib import Path
from service.supervision import lifeline, store_process
lifeline.HAS_PARENT_DEATH_SIGNAL = store_process.HAS_PARENT_DEATH_SIGNAL = False
store_process.become_store(Path({str(tmp_path)!r}))
"""
    reading, writing = os.pipe()
    environ = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "HELPLINE_SUPERVISOR_PID": str(os.getpid()),
        "HELPLINE_LIFELINE_FD": str(reading),
    }
    watcher = subprocess.Popen([sys.executable, "-c", code], env=environ, pass_fds=[reading])
    os.close(reading)
    from service.supervision.readiness import store_answers

    wait_for(lambda: store_answers(tmp_path / "store.sock"), 60, "the store answers")

    os.close(writing)

    wait_for(lambda: watcher.poll() is not None, 30, "the watcher is gone")
    wait_for(lambda: not store_answers(tmp_path / "store.sock"), 30, "the store is gone")
