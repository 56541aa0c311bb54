"""Asks once, after the start, whether the public address leads to us. A thread of its own, as the
answer may take long, and the way there may open only when we are up.
"""

import threading
import time
from collections.abc import Callable

from service.actions.ports import Ports
from service.actions.troubles import all_is_well, raise_alarm
from service.domain.errors import TryLater
from service.domain.last_look import PUBLIC_URL
from service.observability import log

TRIES = 5
PAUSE_S = 20.0


def begin(ports: Ports, what_is_wrong: Callable[[], str]) -> None:
    """Look in the background."""
    threading.Thread(target=look, args=(ports, what_is_wrong), daemon=True).start()


def look(
    ports: Ports, what_is_wrong: Callable[[], str], sleep: Callable[[float], None] = time.sleep
) -> None:
    """Try until all is well, a few times; then it is an alarm."""
    for attempt in range(TRIES):
        trouble = what_is_wrong()
        if not trouble:
            break
        log.warning("the public address does not lead to us", reason=trouble, attempt=attempt + 1)
        sleep(PAUSE_S)
    if trouble:
        log.error("Twilio cannot reach us", reason=trouble)
    try:
        if trouble:
            raise_alarm(ports, PUBLIC_URL, trouble)
        else:
            all_is_well(ports, PUBLIC_URL)
    except TryLater as error:
        log.warning("not noted", error=type(error).__name__)
