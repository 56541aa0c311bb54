"""Phrase files with nothing in them, for tests that write a rule or two of their own."""

from pathlib import Path

from service.domain.understanding.language import LANGUAGES


def bare_phrases(root: Path) -> Path:
    """Make the folders and files under `root`/config that there must be; gives config/phrases."""
    phrases = root / "config" / "phrases"
    for language in LANGUAGES:
        (phrases / language).mkdir(parents=True)
        for name in ("words", "spelling", "people"):
            (phrases / language / f"{name}.toml").write_text("")
    return phrases
