"""One callback as a line of a list: what a specialist needs to choose it, and no number."""

from dataclasses import dataclass

from service.domain.callback import HELD, Callback, State
from service.domain.phone import masked
from service.web.console.clock import Clock
from service.web.console.labels import REASONS, STATES, language_words, outcome_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Words only, but for what the template must decide on (`crisis`, `late`, `open`)."""

    id: str
    version: int
    crisis: bool
    late: bool
    open: bool
    by: str
    asked: str
    language: str
    reason: str
    tries: str
    number: str
    state: str
    holder: str
    todo: str = ""
    why: str = ""


def row(callback: Callback, clock: Clock, names: dict[str, str], todo: str = "") -> Row:
    """Put a callback into words; `names` are the specialists' by id."""
    outcome = outcome_words(callback.outcome)
    return Row(
        id=callback.id,
        version=callback.version,
        crisis=callback.crisis,
        late=callback.is_open and callback.state not in HELD and clock.is_past(callback.promise_at),
        open=callback.is_open,
        by=_by(callback, clock),
        asked=f"asked {clock.ago(callback.created_at)}",
        language=language_words(callback.language),
        reason=REASONS[callback.reason],
        tries=tries(callback),
        number=masked(callback.phone) if callback.phone else "number erased",
        state=f"{STATES[callback.state]}: {outcome}" if outcome else STATES[callback.state],
        holder=names.get(callback.specialist, ""),
        todo=todo,
        why=callback.review_reason,
    )


def tries(callback: Callback) -> str:
    """Which try the next one is."""
    return ("first try", "second try", "third try")[min(callback.attempts, 2)]


def _by(callback: Callback, clock: Clock) -> str:
    if not callback.is_open:
        return f"promised by {clock.at(callback.promise_at)}"
    waits = callback.state is State.WAITING
    if waits and callback.due_at > callback.promise_at and not clock.is_past(callback.due_at):
        return f"next try {clock.at(callback.due_at)}"
    if clock.is_past(callback.promise_at):
        return f"promised by {clock.at(callback.promise_at)}"
    return f"call by {clock.at(callback.promise_at)}"
