"""How well labelled texts are understood: the figures, not how they are shown.

A row is {"text", "lang", "intent"} with, where other answers are right too, "accept".
"""

import statistics
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.domain.understanding import CRISIS_INTENTS, Understander, Understanding

ROUNDS = 3
EXACT_PHRASES = (
    "STOP",
    "help",
    "WITHDRAWAL",
    "i want to die",
    "overdose",
    "call me",
    "quiero morir",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row, what was understood, and the least time it took, in seconds."""

    row: Mapping[str, Any]
    got: Understanding
    took_s: float

    @property
    def wanted(self) -> tuple[str, ...]:
        return (self.row["intent"], *self.row.get("accept", ()))

    @property
    def is_right(self) -> bool:
        return self.got.intent in self.wanted

    @property
    def is_crisis(self) -> bool:
        return self.row["intent"] in CRISIS_INTENTS

    @property
    def may_be_crisis(self) -> bool:
        return not set(CRISIS_INTENTS).isdisjoint(self.wanted)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def ratio(self) -> float:
        return self.part / self.whole if self.whole else 1.0

    def __str__(self) -> str:
        return f"{self.part} of {self.whole} ({self.ratio:.1%})"


@dataclass(frozen=True, slots=True)
class Report:
    outcomes: Sequence[Outcome]
    exact_s: float

    @property
    def crisis_recall(self) -> Share:
        return _share(o.got.is_crisis for o in self.outcomes if o.is_crisis)

    @property
    def false_crisis(self) -> Share:
        return _share(o.got.is_crisis for o in self.outcomes if not o.may_be_crisis)

    @property
    def stop_recall(self) -> Share:
        return _share(o.got.intent == "stop" for o in self.outcomes if o.row["intent"] == "stop")

    @property
    def false_stop(self) -> Share:
        return _share(o.got.intent == "stop" for o in self.outcomes if "stop" not in o.wanted)

    @property
    def misses(self) -> Sequence[Outcome]:
        return [outcome for outcome in self.outcomes if not outcome.is_right]

    @property
    def median_s(self) -> float:
        return statistics.median(o.took_s for o in self.outcomes)

    @property
    def p99_s(self) -> float:
        times = sorted(outcome.took_s for outcome in self.outcomes)
        return times[min(len(times) - 1, int(len(times) * 0.99))]

    def accuracy(self) -> Mapping[str, Share]:
        """Right answers by the row's language, then over all."""
        languages = sorted({o.row.get("lang", "?") for o in self.outcomes})
        of_each = {
            language: _share(
                o.is_right for o in self.outcomes if o.row.get("lang", "?") == language
            )
            for language in languages
        }
        return {**of_each, "all": _share(o.is_right for o in self.outcomes)}

    def by_intent(self) -> Mapping[str, tuple[Share, Share]]:
        """For each intent precision and recall; an accepted other answer counts as right."""
        intents = sorted(
            {o.row["intent"] for o in self.outcomes} | {o.got.intent for o in self.outcomes}
        )
        return {
            intent: (
                _share(o.is_right for o in self.outcomes if o.got.intent == intent),
                _share(o.is_right for o in self.outcomes if o.row["intent"] == intent),
            )
            for intent in intents
        }


def evaluate(rows: Iterable[Mapping[str, Any]], understander: Understander) -> Report:
    """Understand every row and keep what came of it."""
    outcomes = [_outcome(row, understander) for row in rows]
    return Report(outcomes, max(_least_time(understander, text)[1] for text in EXACT_PHRASES))


def _outcome(row: Mapping[str, Any], understander: Understander) -> Outcome:
    channel = "voice" if row.get("channel") == "voice" else "sms"
    got, took_s = _least_time(understander, str(row["text"]), channel)
    return Outcome(row, got, took_s)


def _least_time(
    understander: Understander, text: str, channel: str = "sms"
) -> tuple[Understanding, float]:
    """The least of a few rounds: what else the machine was doing is not our time."""
    least = float("inf")
    for _ in range(ROUNDS):
        began = time.perf_counter()
        got = understander.understand(text, channel)
        least = min(least, time.perf_counter() - began)
    return got, least


def _share(answers: Iterable[bool]) -> Share:
    listed = list(answers)
    return Share(sum(listed), len(listed))
