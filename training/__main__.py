"""`python -m training [measure [MORE.jsonl …]]`: learn the signs, or say what they are worth."""

import sys
from collections.abc import Sequence
from pathlib import Path

from service.adapters.phrase_files import load_understander
from service.adapters.sign_files import load_signs
from service.commands.evaluation import Report
from service.domain.understanding import PhraseBook
from training.leads import find_leads
from training.learning import learn
from training.measuring import measured
from training.proving import find_proven
from training.texts import ROOT, Row, labelled_rows, read, rows_of
from training.unseen import weighed
from training.writing import write_proven, write_signs

SIGNS = ROOT / "config" / "signs"


def main(arguments: Sequence[str]) -> int:
    if arguments and arguments[0] != "measure":
        print("python -m training [measure [MORE.jsonl …]]", file=sys.stderr)
        return 2
    more = [row for name in arguments[1:] for row in rows_of(Path(name))]
    book = load_understander(ROOT).book
    rows = read([*labelled_rows(), *more], book)
    print(f"{len(rows)} different labelled texts, {sum(row.is_crisis for row in rows)} of a crisis")
    if arguments:
        measure(rows, book)
    else:
        train(rows, book)
    return 0


def train(rows: Sequence[Row], book: PhraseBook) -> None:
    unseen = list(weighed(rows, book))
    leads, proven = find_leads(unseen), find_proven(unseen)
    learnt = learn(rows)
    write_signs(learnt, leads, SIGNS)
    write_proven(proven, SIGNS)
    told = ", ".join(f"{intent} must lead by {lead:g}" for intent, lead in leads.items())
    print(f"{SIGNS.relative_to(ROOT)}: {len(learnt.points)} signs; {told}")
    print(f"{len(proven.of)} phrases are proven against more than {proven.usual:g} points")


def measure(rows: Sequence[Row], book: PhraseBook) -> None:
    leads = {kind.intent: kind.lead for kind in load_signs(SIGNS).kinds}
    print("by rules alone, then with signs that have not seen the text")
    for source, by_rules, by_both in measured(rows, book, leads):
        print(f"{source}\n    {_shown(by_rules)}\n    {_shown(by_both)}", flush=True)


def _shown(report: Report) -> str:
    right = " ".join(
        f"{language} {share.ratio:.1%}" for language, share in report.accuracy().items()
    )
    return (
        f"right {right}; crises {report.crisis_recall}, taken for one {report.false_crisis}; "
        f"opt-outs {report.stop_recall}, opted out {report.false_stop}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
