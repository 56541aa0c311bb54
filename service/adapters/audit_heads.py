"""Notes the head of the audit trail once a day in a directory elsewhere, one file each.

Whoever can write to the store can cut off the newest entries together with their seals; not what
is on another machine's disk. `helpline audit verify --head FILE` compares.
"""

import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path

from service.adapters.redis_link import Link, our_errors

A_HEAD = re.compile("[0-9a-f]{64}")
NO_HEAD = "none"  # what is printed before anything is sealed
NOT_ONE = "is no file with a head of the audit trail"


class CannotBeNoted(Exception):
    """The directory cannot be written."""


class AuditHeads:
    """Writes to one directory; does nothing without one."""

    def __init__(self, client: Link, directory: Path | None) -> None:
        self._redis = client
        self._directory = directory
        self._noted = ""

    def note_today(self, now: datetime) -> Path | None:
        """Write today's file (UTC) if nobody has; where it is. Raises CannotBeNoted."""
        day = f"{now.astimezone(UTC):%Y-%m-%d}"
        if self._directory is None or self._noted == day:
            return None
        with our_errors():
            head = self._redis.hgetall("audit:head")
        if not head:
            return None
        path = self._directory / f"audit-head-{day}.json"
        try:
            _write_once(path, {**head, "noted_at": now.astimezone(UTC).isoformat()})
        except OSError as error:
            raise CannotBeNoted(type(error).__name__) from error
        self._noted = day
        return path


def known_head(given: str) -> str:
    """The head itself, or that of the file that is named; "" for none. Raises ValueError for
    anything else: a slip in a file's name is no sign that the trail was changed."""
    if given in ("", NO_HEAD):
        return ""
    if A_HEAD.fullmatch(given):
        return given
    try:
        head = json.loads(Path(given).read_text(encoding="utf-8"))["mac"]
    except FileNotFoundError as error:
        raise ValueError(f"no such file: {given}") from error
    except OSError as error:
        raise ValueError(f"{given} cannot be read ({error.strerror})") from error
    except (LookupError, TypeError, ValueError) as error:
        raise ValueError(f"{given} {NOT_ONE}") from error
    if not isinstance(head, str) or not A_HEAD.fullmatch(head):
        raise ValueError(f"{given} {NOT_ONE}")
    return head


def _write_once(path: Path, head: dict[str, str]) -> None:
    """The first of a day stays: written beside it, then linked, whole or not at all."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(json.dumps(head, indent=1) + "\n", encoding="utf-8")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
