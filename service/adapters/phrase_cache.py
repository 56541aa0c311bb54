"""Keeps what the phrase files were read into, so that they are read once and not at every start.

As Python keeps bytecode: beside the files, under a name made of all that it depends on. What is
not there, damaged, or of other files is read anew. Nothing in such a file can run: only values of
`service.domain.understanding` are made of it. What those mean is not known here.
"""

import io
import os
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from service.domain import understanding
from service.domain.understanding import PhraseBook
from service.domain.understanding.language import LANGUAGES

_CODE = Path(understanding.__file__).parent
_MADE_BY = (
    "phrase_cache.py",
    "phrase_files.py",
    "phrase_folder.py",
    "rule_shape.py",
    "sign_files.py",
)
_SUM = 16  # bytes
_PLACE = "__pycache__"
_NAME = f"phrases-{sys.implementation.cache_tag}-"
_WRONG = (pickle.UnpicklingError, AttributeError, ImportError, TypeError, ValueError, EOFError)


def kept(root: Path, build: Callable[[], PhraseBook]) -> PhraseBook:
    """What `build` made of the files under `root`/config, if it is kept; else build and keep it.

    Where nothing can be written, nothing is kept.
    """
    path = _path(root)
    book = _load(path) if path else None
    if book is None:
        book = build()
        if path and _path(root) == path:  # nobody wrote in a file while it was read
            _keep(path, book)
    return book


def _path(root: Path) -> Path | None:
    """Where the book of just these files is kept, if read by just this code; None where one cannot
    be read: whoever builds says what is wrong with it."""
    digest = blake2b(digest_size=_SUM)
    try:
        for path in (*_read_from(root / "config"), *_made_by()):
            content = path.read_bytes()
            digest.update(
                f"{path.parent.name}/{path.name} {len(content)}\n".encode(
                    "utf-8", "surrogateescape"
                )
            )
            digest.update(content)
    except OSError:
        return None
    return root / "config" / "phrases" / _PLACE / f"{_NAME}{digest.hexdigest()}"


def _read_from(config: Path) -> Iterator[Path]:
    for folder in (*(config / "phrases" / language for language in LANGUAGES), config / "signs"):
        yield from (path for path in sorted(folder.glob("*")) if path.is_file())
    facts = config / "facts.toml"
    if facts.exists():
        yield facts


def _made_by() -> Iterator[Path]:
    yield from sorted(_CODE.glob("*.py"))
    yield from (Path(__file__).with_name(name) for name in _MADE_BY)


def _load(path: Path) -> PhraseBook | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    checksum, values = content[:_SUM], content[_SUM:]
    if blake2b(values, digest_size=_SUM).digest() != checksum:
        return None
    try:
        book = _Values(io.BytesIO(values)).load()
    except _WRONG:
        return None
    return book if isinstance(book, PhraseBook) else None


def _keep(path: Path, book: PhraseBook) -> None:
    """Write it whole or not at all, and forget what was kept before."""
    values = pickle.dumps(book, pickle.HIGHEST_PROTOCOL)
    written = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        try:
            written.write_bytes(blake2b(values, digest_size=_SUM).digest() + values)
            written.replace(path)
        finally:
            written.unlink(missing_ok=True)
        for other in path.parent.glob(f"{_NAME}*"):
            if other != path:
                other.unlink(missing_ok=True)


class _Values(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Only the classes of understanding; raises UnpicklingError for all else."""
        if f"{module}.".startswith(f"{understanding.__name__}."):
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value of a phrase book")
