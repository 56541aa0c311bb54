"""Where the embedded store of a data directory is found. It starts and asks nothing."""

import hashlib
import os
import tempfile
from pathlib import Path

# sun_path holds 108 bytes with its closing NUL on Linux and 104 on macOS.
LONGEST_SOCKET_PATH = 100


def store_url(data_dir: Path) -> str:
    """Return the address of this data directory's store, running or not.

    ``store.url`` says where the last ``helpline run`` put it; before the first one
    it is where the next will.
    """
    try:
        written = (data_dir / "store.url").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        written = ""
    return written or f"unix://{socket_path(data_dir)}"


def user_url(data_dir: Path, user: str, password: str) -> str:
    """Return the address of this data directory's own store for one of its users."""
    return f"unix://{user}:{password}@{socket_path(data_dir)}"


def socket_path(data_dir: Path) -> Path:
    """Return the store's Unix socket, in a short place when the directory's own is too long."""
    inside = data_dir / "store.sock"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_PATH:
        return inside
    mark = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"helpline-{os.getuid()}-{mark}" / "store.sock"
