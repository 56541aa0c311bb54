"""Writes a list of signs as a file that an operator can read and change."""

from pathlib import Path

from service.domain.understanding.signs import SignList

HEAD = """\
# Signs of {intent}. Where no rule knows a text, the points of the signs in it are added
# up; `enough` of them make it so. Learnt from labelled texts by `make train`, which writes
# this file anew: what must stay is better a phrase in config/phrases, or a labelled text
# in training/rows. How a sign is written is said in README.md beside this file.

intent = {intent}
why = {why}
enough = {enough:g}
"""


def write_list(one: SignList, folder: Path) -> Path:
    path = folder / f"{one.intent.replace(':', '-')}.txt"
    head = HEAD.format(intent=one.intent, why=one.why, enough=one.enough)
    path.write_text(head + "".join(_lines(one)), encoding="utf-8")
    return path


def _lines(one: SignList) -> list[str]:
    """The heaviest first; what speaks against it after what speaks for it."""
    by_weight = sorted(one.points.items(), key=lambda sign: (-sign[1], sign[0]))
    lines = ["\n# for it\n"]
    for sign, points in by_weight:
        if points < 0 and lines[-1].lstrip()[0] != "-":
            lines.append("\n# against it\n")
        lines.append(f"{points:5.1f}  {sign}\n")
    return lines
