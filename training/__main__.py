"""`python -m training [measure [MORE.jsonl …]]`: learn the signs, or say what they are worth."""

import sys
from collections.abc import Sequence
from pathlib import Path

from service.adapters.sign_files import read_classes
from training.measuring import Taken, measured
from training.tasks import learn_crisis, learn_opt_out, learn_story
from training.texts import ROOT, Row, labelled_rows, read, rows_of, rules_alone
from training.writing import write_list

SIGNS = ROOT / "config" / "signs"


def main(arguments: Sequence[str]) -> int:
    if arguments and arguments[0] != "measure":
        print("python -m training [measure [MORE.jsonl …]]", file=sys.stderr)
        return 2
    more = [row for name in arguments[1:] for row in rows_of(Path(name))]
    rows = read([*labelled_rows(), *more], rules_alone())
    print(f"{len(rows)} different labelled texts, {sum(row.is_crisis for row in rows)} of a crisis")
    if arguments:
        measure(rows)
    else:
        train(rows)
    return 0


def train(rows: Sequence[Row]) -> None:
    classes = read_classes(SIGNS)
    learnt = (learn_opt_out(rows, classes), learn_story(rows, classes))
    for one in (*learn_crisis(rows, classes), *learnt):
        path = write_list(one, SIGNS)
        print(f"{path.relative_to(ROOT)}: {len(one.points)} signs")


def measure(rows: Sequence[Row]) -> None:
    print("taken for a crisis by rules, by signs, by both, of so many texts")
    print(f"{'set':<16} lang  {'of a crisis':<24} harmless")
    for one in measured(rows, read_classes(SIGNS)):
        print(
            f"{one.source:<16} {one.language:<5} {_shown(one.crisis):<24} {_shown(one.harmless)}",
            flush=True,
        )


def _shown(taken: Taken) -> str:
    return f"{taken.by_rules} {taken.by_signs} {taken.by_both} of {taken.whole}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
