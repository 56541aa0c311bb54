"""How wrong settings are reported: all at once, each with a hint, no value repeated."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that keeps the helpline from starting, and what to do about it."""

    name: str
    what: str
    hint: str

    def __str__(self) -> str:
        return f"{self.name}: {self.what}. {self.hint}"


class SettingsError(Exception):
    """The settings are refused; carries every problem that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        lines = [f"  - {problem}" for problem in self.problems]
        super().__init__("\n".join(["The settings cannot be used:", *lines]))
