"""One day looked back at: promises that were broken, every crisis, texts that never arrived, and
shifts that nobody came to. What is erased or older than three days is no longer there.
"""

from dataclasses import dataclass
from datetime import datetime

from service.actions.ports import Ports
from service.domain.alert import Alert
from service.domain.callback import Callback, State
from service.domain.roster import Shift
from service.domain.text import Text

MOST = 500
# Whoever called it off themselves was promised nothing any more.
CALLED_OFF = (
    "the person texted STOP",
    "the caller asked for no more",
    "asked for no",
    "opted out by hand",
    "the number was blocked",
    "only at an hour at which nobody calls",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """`missed` are shifts nobody had come to ten minutes in."""

    broken: list[Callback]
    crises: list[Alert]
    undelivered: list[Text]
    missed: list[Shift]


def look_back(ports: Ports, since: datetime, until: datetime) -> Day:
    """What went wrong from `since` on and before `until`, each list in order of time."""
    store, now = ports.store, ports.store.now()
    promised = store.between(Callback, since, min(until, now), MOST)
    return Day(
        broken=[each for each in reversed(promised) if broke_promise(each, now)],
        crises=list(reversed(store.between(Alert, since, until, MOST))),
        undelivered=list(reversed(store.between(Text, since, until, MOST))),
        missed=[each for each in store.shifts(since, until) if each.missed_at is not None],
    )


def broke_promise(callback: Callback, now: datetime) -> bool:
    """Whether nobody had rung them, nor they had been helped, by the time that was named."""
    if callback.state is State.REVIEW and callback.review_reason.startswith(CALLED_OFF):
        return False
    return (callback.tried_at or callback.closed_at or now) > callback.promise_at
