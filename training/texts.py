"""Labelled texts, read as the helpline reads them: through its speller, figures blotted out."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from service.domain.understanding import CRISIS_INTENTS, PhraseBook, Understander
from service.domain.understanding.doubts import Proven
from service.domain.understanding.phrases import Text
from service.domain.understanding.signs import Signs

ROOT = Path(__file__).resolve().parents[1]
EVERYDAY = ("everyday", "ordinary")
LABELLED = (ROOT / "tests" / "domain" / "understanding", ROOT / "training" / "rows")


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled text. `source` is the file it came from, `by_rules` what rules alone say.

    `blotted` are its words without figures of speech, `ours` without what is asked of others.
    What `is_known` as a whole is held against no phrase.
    """

    text: str
    channel: str
    language: str
    intent: str
    accept: tuple[str, ...]
    source: str
    words: tuple[str, ...] = ()
    blotted: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()
    by_rules: str = ""
    is_known: bool = False

    @property
    def is_crisis(self) -> bool:
        return self.intent in CRISIS_INTENTS

    @property
    def is_doubtful(self) -> bool:
        """No crisis, but nobody is harmed by taking it for one."""
        return not self.is_crisis and not set(CRISIS_INTENTS).isdisjoint(self.accept)

    @property
    def is_everyday(self) -> bool:
        """Talk that has nothing to do with a helpline."""
        return self.source in EVERYDAY

    @property
    def is_found_by_rules(self) -> bool:
        return self.by_rules in CRISIS_INTENTS


def labelled_rows() -> Iterator[Row]:
    for folder in LABELLED:
        for path in sorted(folder.glob("*.jsonl")):
            yield from rows_of(path)


def rows_of(path: Path) -> Iterator[Row]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield _row(json.loads(line), path.stem)


def _row(raw: dict[str, Any], source: str) -> Row:
    return Row(
        text=raw["text"],
        channel="voice" if raw.get("channel") == "voice" else "sms",
        language=raw.get("lang", "en"),
        intent=raw.get("intent", "unknown"),
        accept=tuple(raw.get("accept") or ()),
        source=source,
    )


def read(rows: Iterable[Row], book: PhraseBook) -> list[Row]:
    """The rows with their words and what rules alone say; of several that read alike, the first."""
    rules = Understander(replace(book, signs=Signs.none(), proven=Proven()))
    known: dict[tuple[str, ...], Row] = {}
    for row in rows:
        words = book.speller.read(row.text, row.channel, None).words
        if words and words not in known:
            known[words] = replace(
                row,
                words=words,
                blotted=tuple(book.figures.blot_out(Text(words)).words),
                ours=tuple(book.elsewhere.blot_out(Text(words)).words),
                by_rules=rules.understand(row.text, row.channel).intent,
                is_known=bool(book.whole.as_typed(row.text) or book.whole.as_words(words)),
            )
    return list(known.values())
