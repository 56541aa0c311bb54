"""A callback as a row for people and programs outside: the same keys on every way out."""

from collections.abc import Iterator
from datetime import UTC, datetime

from service.actions.ports import Ports
from service.domain.callback import Callback, State
from service.domain.phone import masked

ON_A_PAGE = 200


def row_of(callback: Callback, *, reveal: bool) -> dict[str, object]:
    """What may be shown of a callback, ready for JSON; the number is masked unless `reveal`."""
    return {
        "id": callback.id,
        "state": callback.state.value,
        "phone": callback.phone if reveal else masked(callback.phone),
        "language": callback.language,
        "reason": callback.reason.value,
        "crisis": callback.crisis,
        "created_at": iso(callback.created_at),
        "promise_at": iso(callback.promise_at),
        "due_at": iso(callback.due_at),
        "attempts": callback.attempts,
        "specialist": callback.specialist or None,
        "outcome": callback.outcome or None,
    }


def every_callback(ports: Ports, state: State | None = None) -> Iterator[Callback]:
    """All callbacks, or all in one state, oldest first; read page by page."""
    cursor = ""
    while True:
        if state is None:
            found, cursor = ports.store.all_callbacks(ON_A_PAGE, cursor)
        else:
            found, cursor = ports.store.in_state(state, ON_A_PAGE, cursor)
        yield from found
        if not cursor:
            return


def iso(at: datetime) -> str:
    """ISO 8601, UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
