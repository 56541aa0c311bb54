"""One callback as a line of a list: what a specialist needs to choose it, and no number."""

from dataclasses import dataclass
from datetime import datetime

from service.domain.callback import Callback, State
from service.domain.callback_states import OVERDUE_AFTER
from service.domain.phone import masked
from service.web.console.clock import Clock
from service.web.console.labels import REASONS, STATES, language_words, outcome_words, spoken_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Words only, but for what the template must decide on (`crisis`, `late`, `open`).

    `doubt`: asked in a flood, and one text is all we know: the number may be false. `owed`: put
    off beyond the time that was promised for the first try.
    """

    id: str
    version: int
    crisis: bool
    late: bool
    open: bool
    by: str
    asked: str
    language: str
    spoken: str
    reason: str
    tries: str
    number: str
    state: str
    holder: str
    todo: str = ""
    why: str = ""
    doubt: bool = False
    owed: bool = False


def row(callback: Callback, clock: Clock, names: dict[str, str], todo: str = "") -> Row:
    """Put a callback into words; `names` are the specialists' by id."""
    outcome = outcome_words(callback.outcome)
    return Row(
        id=callback.id,
        version=callback.version,
        crisis=callback.crisis,
        late=is_late(callback, clock),
        open=callback.is_open,
        by=_by(callback, clock),
        asked=f"asked {clock.ago(callback.created_at)}",
        language=language_words(callback.language),
        spoken=spoken_words(callback.language, interpreter=callback.interpreter),
        reason=REASONS[callback.reason],
        tries=tries(callback),
        number=masked(callback.phone) if callback.phone else "number erased",
        state=f"{STATES[callback.state]}: {outcome}" if outcome else STATES[callback.state],
        holder=names.get(callback.specialist, ""),
        todo=todo,
        why=callback.review_reason,
        doubt=callback.behind,
        owed=_is_owed(callback),
    )


def is_late(callback: Callback, clock: Clock) -> bool:
    """Whether nobody has called by the time that was promised, also where it was put off."""
    waits = callback.state is State.WAITING and not callback.on_line
    return waits and clock.is_past(_wanted_by(callback))


def tries(callback: Callback) -> str:
    """Which try the next one is."""
    return ("first try", "second try", "third try")[min(callback.attempts, 2)]


def _by(callback: Callback, clock: Clock) -> str:
    if callback.state is State.WAITING and callback.on_line:
        return "on the line right now"
    if callback.state is State.WAITING and not clock.is_past(callback.due_at):
        return _later(callback, clock)
    wanted_by = _wanted_by(callback)
    if not callback.is_open or clock.is_past(wanted_by):
        return f"promised by {clock.at(wanted_by)}"
    return f"call by {clock.at(wanted_by)}"


def _later(callback: Callback, clock: Clock) -> str:
    """When it comes, and by when it should have, where it was put off beyond what was promised."""
    due = clock.at(callback.due_at)
    if callback.attempts:
        return f"next try {due}"
    if _is_owed(callback):
        return f"promised by {clock.at(callback.promise_at)}, not before {due}"
    return f"from {due}"


def _is_owed(callback: Callback) -> bool:
    waits = callback.state is State.WAITING and not callback.attempts
    return waits and callback.promise_at < callback.due_at


def _wanted_by(callback: Callback) -> datetime:
    """The promise is for the first try; later ones are wanted soon after they are due."""
    if callback.attempts and callback.state is State.WAITING:
        return max(callback.promise_at, callback.due_at + OVERDUE_AFTER)
    return callback.promise_at
