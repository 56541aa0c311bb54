"""Makes a process of the helpline end at a named point, as if its power had been cut there.

Python imports this first where its directory is on PYTHONPATH, so the service itself holds no
trace of it. The test names one point in a file; the first process that gets there takes the file
away and is gone.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any

PLAN = os.environ.get("FAULTS_PLAN", "")


def reach(point: str) -> None:
    """Die here if it is this point's turn."""
    plan = Path(PLAN)
    try:
        if plan.read_text() != point:
            return
        plan.rename(plan.with_suffix(".taken"))
    except FileNotFoundError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


def around(owner: Any, method: str, name: Any) -> None:
    """Put a point before and one after a method; `name` tells from its arguments which."""
    original = getattr(owner, method)

    def watched(self: Any, *args: Any, **kwargs: Any) -> Any:
        point = name(*args) if callable(name) else name
        if point:
            reach(f"before {point}")
        result = original(self, *args, **kwargs)
        if point:
            reach(f"after {point}")
        return result

    setattr(owner, method, watched)


def commit_of(change: Any) -> str:
    """What a commit does, in the words of the test."""
    deeds = {line.what for line in change.audit}
    states = {str(record.state) for record in change.records if hasattr(record, "purpose")}
    texts = {str(record.state) for record in change.records if hasattr(record, "words")}
    if "text taken in" in deeds:
        return "taking in a text"
    if "asked for a call" in deeds:
        return "keeping a request"
    if "claimed" in deeds:
        return "claiming"
    if "called" in deeds:
        return "pressing call"
    of_text = {"posting": "claiming a text", "sent": "noting a text"}.get("".join(texts), "")
    of_dial = {"posting": "claiming a dial", "placed": "noting a dial"}.get("".join(states), "")
    return of_text or of_dial


def install() -> None:
    """Only in the processes that do the work."""
    words = sys.orig_argv
    if not PLAN or not {"web", "worker", "sweep"} & set(words):
        return
    from service.adapters.outbox import Outbox
    from service.adapters.redis_store import RedisStore

    around(RedisStore, "commit", commit_of)
    around(Outbox, "_hand_on", "handing on a wake-up")
    if "worker" in words:
        from service.adapters.twilio_telephone import TwilioTelephone

        around(TwilioTelephone, "dial", "asking Twilio to dial")
        around(TwilioTelephone, "send", "asking Twilio to text")


install()
