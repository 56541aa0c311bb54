"""Recordings of prompts by a person: `config/prompts/LANGUAGE/KEY.wav` or `.mp3`, looked up once.

A key is that of a sentence in `templates/voice`, or `fact_N` or `topic_NAME` for what is read aloud
from the facts. What is different on each call cannot be recorded; what only a setting changes can,
and is to be recorded anew with the setting. A file that cannot be played is left out, so that the
synthetic voice speaks.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from service.domain.facts import LANGUAGES
from service.domain.template import Template
from service.domain.wording import Wording

# The values of the house: the same on every call.
STANDING = frozenset({"name", "legal_name", "number", "who", "paid", "days"})
NOT_SPOKEN = frozenset({"speech_hints"})
SOUNDS = (".wav", ".mp3")
MOST_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class RecordedPrompts:
    """`files` by (language, key); `problems` says what lies there and cannot be played."""

    files: Mapping[tuple[str, str], Path] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def to_record_anew(self, wording: Wording) -> list[str]:
        """Those whose sentence says something that a setting may change, with what that is."""
        found = []
        for (language, key), path in sorted(self.files.items()):
            gaps = dict(_sentences(wording, language))[key]
            if gaps:
                said = ", ".join(sorted(gaps))
                found.append(f"{language}/{path.name} ({said})")
        return found

    def named(self, language: str, name: str) -> Path | None:
        """The recording of this file name, None for any other name."""
        found = self.files.get((language, name.rpartition(".")[0]))
        return found if found is not None and found.name == name else None

    def paths(self, route: str) -> dict[tuple[str, str], str]:
        """Where each is to be fetched, below this route."""
        return {at: f"{route}/{at[0]}/{path.name}" for at, path in self.files.items()}


def load_prompts(folder: Path, wording: Wording) -> RecordedPrompts:
    """Everything that lies in the folder; it need not be there."""
    files: dict[tuple[str, str], Path] = {}
    problems: list[str] = []
    for language in LANGUAGES:
        gaps = dict(_sentences(wording, language))
        for path in sorted(_inside(folder / language)):
            why = _why_not(path, gaps)
            if not why and (language, path.stem) in files:
                why = "there is another recording of this sentence; keep one"
            if why:
                problems.append(f"prompts/{language}/{path.name}: {why}")
            else:
                files[language, path.stem] = path
    problems += [
        f"prompts/{path.name}: no language of ours; recordings lie in {' and '.join(LANGUAGES)}"
        for path in _inside(folder)
        if path.name not in LANGUAGES
    ]
    return RecordedPrompts(files, tuple(problems))


def _inside(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def _sentences(wording: Wording, language: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Every sentence that is spoken, with the gaps it has."""
    for key, line in wording.prompts[language].items():
        if key not in NOT_SPOKEN:
            yield key, frozenset(line.gaps)
    for n, fact in wording.facts.by_n.items():
        if fact.send:
            words = fact.voice.get(language) or fact.sms[language]
            after = wording.after_voice(fact, language)
            yield f"fact_{n}", frozenset(Template(f"{words} {after}").gaps)
    for name, topic in wording.facts.topics.items():
        yield f"topic_{name}", frozenset(Template(topic.voice[language]).gaps)


def _why_not(path: Path, sentences: Mapping[str, frozenset[str]]) -> str:
    if path.suffix not in SOUNDS:
        return f"is no recording; they end in {' or '.join(SOUNDS)}"
    if path.stem not in sentences:
        return "no sentence has this key, so nothing plays it"
    changing = sorted(sentences[path.stem] - STANDING)
    if changing:
        gaps = ", ".join(f"{{{gap}}}" for gap in changing)
        return f"the sentence holds {gaps}, different on each call: one recording cannot say it"
    return _why_unplayable(path)


def _why_unplayable(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            return f"is larger than {MOST_BYTES // 1024 // 1024} MB"
        with path.open("rb") as file:
            head = file.read(12)
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    if path.suffix == ".wav":
        return "" if head[:4] == b"RIFF" and head[8:12] == b"WAVE" else "is no WAV file"
    is_mp3 = head[:3] == b"ID3" or (head[:1] == b"\xff" and head[1:2] >= b"\xe0")
    return "" if is_mp3 else "is no MP3 file"
