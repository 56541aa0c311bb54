"""Gives the store of a helpline a disk that is full: none of its files may grow beyond a limit.

Python imports this first where its directory is on PYTHONPATH; `helpline store` is Python until it
becomes the server, which keeps the limit. The test writes the limit in bytes into a file, and takes
the file away when there is room again.
"""

import os
import resource
import sys
from pathlib import Path

PLAN = os.environ.get("FAULTS_DISK", "")


def starve() -> None:
    """Only the store, and only while the file is there."""
    if not PLAN or "store" not in sys.orig_argv:
        return
    try:
        limit = int(Path(PLAN).read_text())
    except (FileNotFoundError, ValueError):
        return
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))


starve()
