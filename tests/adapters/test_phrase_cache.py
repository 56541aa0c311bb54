"""What phrase files were read into is kept, and never stands for other files."""

import pickle
import subprocess
from collections.abc import Callable
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from shutil import copytree

import pytest

from service.adapters import phrase_cache
from service.adapters.phrase_cache import kept
from service.adapters.phrase_files import load_understander
from service.domain.understanding import PhraseBook, Understander
from tests.phrase_folders import bare_phrases

ROOT = Path(__file__).resolve().parents[2]
TEXTS = (
    "KETAMINE",
    "i wanna dye tonite",
    "mi hijo se tomo todas las pastilas",
    "pls take me off ur list",
    "how long does withdrawl last",
    "call me tmrw at 5",
    "quien me contesta",
    "this homework is killing me",
    "stuff w my insurence",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the phrase files, with nothing kept."""
    copytree(ROOT / "config", tmp_path / "config", ignore=lambda *_: {"__pycache__"})
    return tmp_path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Phrase files with hardly a phrase in them."""
    bare_phrases(tmp_path)
    _write(tmp_path, "turned blue")
    return tmp_path


def _write(root: Path, phrase: str) -> None:
    rule = f'[[rule]]\nintent = "crisis:overdose"\nwhy = "x"\nphrases = "{phrase}"\n'
    (root / "config" / "phrases" / "en" / "crisis.toml").write_text(rule)


def _files(root: Path) -> list[Path]:
    return sorted((root / "config" / "phrases" / "__pycache__").glob("*"))


def _never() -> PhraseBook:
    raise AssertionError("it is kept, and was read anew")


def _must_build() -> PhraseBook:
    raise LookupError


def test_what_is_kept_understands_as_what_was_read(root: Path) -> None:
    read = load_understander(root)
    again = Understander(kept(root, _never))

    for channel in ("sms", "voice"):
        for text in TEXTS:
            assert again.understand(text, channel) == read.understand(text, channel)
    assert len(_files(root)) == 1


def test_a_new_phrase_is_understood_at_the_next_start(small: Path) -> None:
    assert not load_understander(small).understand("he turned gray").is_crisis

    _write(small, "turned gray")

    assert load_understander(small).understand("he turned gray").is_crisis
    assert len(_files(small)) == 1


def test_a_phrase_that_is_taken_out_is_forgotten(small: Path) -> None:
    assert load_understander(small).understand("he turned blue").is_crisis

    (small / "config" / "phrases" / "en" / "crisis.toml").unlink()

    assert not load_understander(small).understand("he turned blue").is_crisis


def test_other_code_reads_anew(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_understander(small)
    code = tmp_path / "code"
    code.mkdir()
    (code / "rules.py").write_text("changed = True")
    monkeypatch.setattr(phrase_cache, "_CODE", code)

    with pytest.raises(LookupError):
        kept(small, _must_build)


def test_every_file_that_takes_part_in_reading_is_told_apart() -> None:
    """By whose code the book is made: what phrase_files.py takes from this room is named."""
    lines = (ROOT / "service" / "adapters" / "phrase_files.py").read_text().splitlines()
    taken = [line.split()[1] for line in lines if line.startswith("from service.adapters")]

    named = {f"service.adapters.{name.removesuffix('.py')}" for name in phrase_cache._MADE_BY}

    assert taken
    assert named.issuperset(taken)
    assert all((ROOT / "service" / "adapters" / name).exists() for name in phrase_cache._MADE_BY)


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[: len(content) // 2],
        lambda content: content.replace(b"turned", b"burned"),
        lambda content: b"",
        lambda content: bytes(len(content)),
    ],
    ids=["cut short", "one letter", "empty", "zeros"],
)
def test_what_is_damaged_is_read_anew(small: Path, damage: Callable[[bytes], bytes]) -> None:
    load_understander(small)
    [path] = _files(small)
    whole = path.read_bytes()
    path.write_bytes(damage(whole))

    assert load_understander(small).understand("he turned blue").is_crisis

    assert path.read_bytes() == whole


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("os", "mkdir"),
        ("subprocess", "Popen"),
        ("builtins", "getattr"),
        ("service.domain.understanding.phrase_reader", "re.compile"),
        ("service.domain.understanding.anchors", "Counter"),
        ("service.domain.understanding.anchors", "_add"),
        ("service.domain.understandings", "Phrase"),
    ],
)
def test_a_kept_file_names_nothing_but_values_of_understanding(module: str, name: str) -> None:
    written = pickle.dumps((module, name))
    two_texts = (b"\x8c" + bytes([len(each)]) + each.encode() for each in (module, name))
    names = b"\x80\x04" + b"".join(two_texts) + b"\x93."

    with pytest.raises(pickle.UnpicklingError, match="no value of a phrase book"):
        phrase_cache._Values(BytesIO(names)).load()
    assert phrase_cache._Values(BytesIO(written)).load() == (module, name)


class _Runs:
    def __reduce__(self) -> tuple[object, ...]:
        return subprocess.Popen, (["mkdir", "ran"],)


@pytest.mark.parametrize("values", [pickle.dumps(_Runs()), pickle.dumps("a text")])
def test_what_somebody_else_put_there_is_not_run_and_read_anew(
    small: Path, monkeypatch: pytest.MonkeyPatch, values: bytes
) -> None:
    load_understander(small)
    [path] = _files(small)
    path.write_bytes(blake2b(values, digest_size=16).digest() + values)
    monkeypatch.setattr(subprocess, "Popen", _popped)

    with pytest.raises(LookupError):
        kept(small, _must_build)


def _popped(*_: object) -> None:
    raise AssertionError("a kept file has run something")


def test_where_nothing_can_be_written_nothing_is_kept(small: Path) -> None:
    place = small / "config" / "phrases" / "__pycache__"
    place.write_text("a file where the folder would be")

    assert load_understander(small).understand("he turned blue").is_crisis

    assert place.is_file()


def test_a_file_that_changes_while_it_is_read_is_not_kept(small: Path) -> None:
    book = load_understander(small).book
    _write(small, "turned grey")

    def build() -> PhraseBook:
        _write(small, "turned white")
        return book

    kept(small, build)

    _write(small, "turned grey")
    with pytest.raises(LookupError):
        kept(small, _must_build)
