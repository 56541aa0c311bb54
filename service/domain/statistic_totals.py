"""What a line adds to the running totals that a monitor reads: counters without a name in them.

A total is called "name|label=value,label=value"; seconds come as a histogram. Knows no monitor.
"""

from service.domain.statistic_line import (
    ALERT,
    ANSWERED,
    ASKED,
    CALL,
    CLOSED,
    TAKEN,
    TEXT,
    TEXT_IN,
    TRIED,
    Line,
)

# The names, their labels, and what they count.
COUNTED: dict[str, tuple[str, tuple[str, ...], str]] = {
    CALL: ("calls", ("language", "outcome"), "Calls that ended, by what became of them"),
    ASKED: ("callbacks_promised", ("language", "channel", "reason"), "Callbacks promised"),
    TRIED: ("callbacks_tried", ("kept",), "Callbacks first tried; kept=1: by the promised time"),
    CLOSED: ("callbacks_closed", ("outcome",), "Callbacks that ended"),
    ALERT: ("alerts", ("channel", "kind"), "Alerts raised"),
    TAKEN: ("alerts_taken", ("channel", "kind"), "Alerts that somebody took"),
    TEXT: ("texts_sent", ("language", "outcome"), "Texts we sent by ourselves, by their fate"),
    TEXT_IN: ("texts_received", ("language", "outcome"), "Texts received, by their answer"),
}
TIMED: dict[str, tuple[str, str, tuple[int, ...]]] = {
    CALL: ("speed_of_answer_seconds", "From asking to talking", (5, 10, 20, 30, 60, 120, 180)),
    TRIED: (
        "callback_first_attempt_seconds",
        "From asking for a callback to its first attempt",
        (300, 900, 1800, 3600, 7200, 14400, 86400),
    ),
    TAKEN: ("alert_taken_seconds", "From an alert to its taking", (15, 30, 60, 120, 180, 600)),
}
# What is not told is not so.
UNTOLD = {"kept": "0"}


def totals_of(line: Line) -> tuple[str, ...]:
    """The totals that one more such line raises by one; the sum of seconds is `seconds_of`."""
    name, labels, _ = COUNTED[line.kind]
    told = ",".join(f"{label}={line.get(label) or UNTOLD.get(label, '')}" for label in labels)
    if not _is_timed(line):
        return (f"{name}_total|{told}",)
    timed, _, bounds = TIMED[line.kind]
    under = tuple(f"{timed}_bucket|le={each}" for each in bounds if line.number("wait") <= each)
    return (f"{name}_total|{told}", *under, f"{timed}_bucket|le=+Inf", f"{timed}_count|")


def seconds_of(line: Line) -> tuple[str, int] | None:
    """The sum of seconds that the line raises, and by how much."""
    return (f"{TIMED[line.kind][0]}_sum|", line.number("wait")) if _is_timed(line) else None


def _is_timed(line: Line) -> bool:
    return line.kind in TIMED and (line.kind != CALL or line.get("outcome") == ANSWERED)
