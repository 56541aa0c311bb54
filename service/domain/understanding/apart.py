"""Letters written apart: "s t o p" is "stop", "9 1 1" is "911", "k i l l m e" is "kill me".

Knows which words there are only as it is told.
"""

from collections.abc import Callable, Collection, Sequence

LONGEST_RUN = 28
FEWEST_LETTERS = 3
_LENGTHS = (1, 1, 1)  # of the fewest letters in a row
SURELY_SPELT = 5  # so many single letters in a row are one text, even of several words
MOST_SPLITS = 8  # a page of single letters is not spelling, and each try costs

Split = Callable[[str], Sequence[str] | None]


def join_letters(pieces: list[str], known: Collection[str], split: Split) -> list[str]:
    if not _has_letters_apart(pieces):
        return pieces
    joined: list[str] = []
    at = splits = 0
    while at < len(pieces):
        end = at
        while end < len(pieces) and len(pieces[end]) == 1 and end - at < LONGEST_RUN:
            end += 1
        run = "".join(pieces[at:end])
        words = _words(run, known, split if splits < MOST_SPLITS else None)
        splits += len(run) >= SURELY_SPELT
        joined.extend(words or pieces[at : at + 1])
        at = end if words else at + 1
    return joined


def _has_letters_apart(pieces: Sequence[str]) -> bool:
    """The fewest single letters in a row; nearly every text has an "i" or an "a" alone."""
    lengths = [len(piece) for piece in pieces]
    return _LENGTHS in zip(lengths, lengths[1:], lengths[2:], strict=False)


def _words(run: str, known: Collection[str], split: Split | None) -> Sequence[str] | None:
    if len(run) < FEWEST_LETTERS:
        return None
    if run.isdigit() or run in known:
        return (run,)
    if split is None or len(run) < SURELY_SPELT or not run.isalpha():
        return None
    return split(run)
