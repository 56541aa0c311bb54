"""Numbers are added up over processes and survive the death of one."""

import os
import subprocess
import sys
from pathlib import Path

COUNT_ONE = "from service.observability import count_job; count_job('ring', 'done')"
PAGE = """
from service.observability import metrics_page
print(metrics_page({"waiting": 3})[0].decode())
"""


def in_a_process(code: str, directory: str, name: str) -> str:
    environ = {
        **os.environ,
        "PYTHONPATH": str(Path.cwd()),
        "PROMETHEUS_MULTIPROC_DIR": directory,
        "HELPLINE_PROCESS": name,
    }
    words = [sys.executable, "-c", code]
    return subprocess.run(words, env=environ, capture_output=True, text=True, check=True).stdout


def test_what_processes_count_is_added_up_and_outlives_them(tmp_path):
    for name in ["worker-calls", "worker-texts", "worker-calls"]:
        in_a_process(COUNT_ONE, str(tmp_path), name)

    page = in_a_process(PAGE, str(tmp_path), "web-1")

    assert 'helpline_jobs_total{job="ring",outcome="done"} 3.0' in page
    assert "helpline_waiting 3.0" in page


def test_a_restarted_process_leaves_no_second_file(tmp_path):
    for _ in range(3):
        in_a_process(COUNT_ONE, str(tmp_path), "worker-calls")

    assert len(list(tmp_path.iterdir())) == 1


AT_ONCE = """
import sys, threading
from service.observability import count_job, observe_request
sys.setswitchinterval(1e-6)
failed = []
threading.excepthook = lambda args: failed.append(args.exc_value)
ready = threading.Barrier(16)
def count():
    ready.wait()
    observe_request("/sms/inbound", "POST", 200, 0.01)
threads = [threading.Thread(target=count) for _ in range(16)]
for each in threads: each.start()
for each in threads: each.join()
print(failed)
"""


def test_the_first_requests_of_a_process_may_come_at_once(tmp_path):
    assert in_a_process(AT_ONCE, str(tmp_path), "web-1").strip() == "[]"
