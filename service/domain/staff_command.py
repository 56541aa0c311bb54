"""The words by which somebody of the team works from their phone, and how they are told apart.

Only exact words count: a specialist may be a person in need too, and any other text of theirs goes
the way of everybody's. Knows nothing of who sent it or what comes of it.
"""

import re
from dataclasses import dataclass

from service.domain.callback import Outcome

ALONE = frozenset(
    {"ON", "OFF", "BREAK", "BACK", "NEXT", "DIAL", "LIST", "TAKE", "OPEN", "SUPERVISOR"}
)
OUTCOMES = {
    "REACHED": Outcome.REACHED,
    "REFERRED": Outcome.REFERRED,
    "DECLINED": Outcome.DECLINED,
    "WRONG": Outcome.WRONG_NUMBER,
    "WRONG NUMBER": Outcome.WRONG_NUMBER,
    "UNREACHABLE": Outcome.UNREACHABLE,
}
MOST_WORDS_OF_A_TIME = 4
CLOSE = re.compile(r"(?:UNTIL|FOR)(?: [^ ]+){1,4}|\d{4}|")


@dataclass(frozen=True, slots=True)
class Command:
    """One of the words, and what stood behind it, in capitals."""

    word: str
    rest: str = ""


def read_command(body: str) -> Command | None:
    """What the text asks for; None for anything that is not exactly a command."""
    first, _, rest = " ".join(body.upper().split()).rstrip(".!").partition(" ")
    fits = (
        (first in ALONE and not rest)
        or (first == "DONE" and (not rest or rest in OUTCOMES))
        or (first == "LATER" and len(rest.split()) <= MOST_WORDS_OF_A_TIME)
        or (first == "CLOSE" and CLOSE.fullmatch(rest) is not None)
    )
    return Command(first, rest) if fits else None
