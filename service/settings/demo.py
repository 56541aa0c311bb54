"""What demo mode makes up: plainly unreal words, and secrets made once and kept.

It does not know what the settings mean; it only fills in what nobody gave.
"""

import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

from service.settings.store import socket_path, store_url, user_url
from service.settings.store_users import ADDRESS_OF

MADE_ONCE: dict[str, Callable[[], str]] = {
    "HELPLINE_SECRET_KEY": lambda: secrets.token_urlsafe(32),
    "HELPLINE_DATA_KEYS": lambda: secrets.token_urlsafe(32),
    "HELPLINE_INDEX_KEY": lambda: secrets.token_urlsafe(32),
    "TWILIO_ACCOUNT_SID": lambda: "AC" + secrets.token_hex(16),
    "TWILIO_AUTH_TOKEN": lambda: secrets.token_hex(16),
}
WORDS = {
    "HELPLINE_NUMBER": "+18009151270",
    "HELPLINE_BACKUP_NUMBER": "+12125550199",
    "HELPLINE_NAME": "Northside Helpline",
    "HELPLINE_LEGAL_NAME": "Northside Helpline",
    "HELPLINE_WHO_ANSWERS": "nobody real, this is a demo",
    "HELPLINE_WHO_PAYS": "Nobody pays for a demo.",
    "HELPLINE_WHO_ANSWERS_ES": "nadie real, es una demo",
    "HELPLINE_WHO_PAYS_ES": "Nadie paga una demo.",
    "TWILIO_HANDLES_KEYWORDS": "false",
    "HELPLINE_CONFIRM_NUMBERS": "true",
    # Nothing in a demo costs money, and its few phones ring all day long.
    "HELPLINE_DIALS_A_DAY": "0",
    "HELPLINE_DIAL_BUDGET": "0",
    "HELPLINE_TEXT_BUDGET": "0",
    # Whoever tries it out may play many people.
    "HELPLINE_FLOOD_FROM": "1000",
}

STANDARD_PORT = 8000
PORTS = range(1, 65536)
LONGEST_PORT = 5
PORT_FILE = "port"


def demo_values(given: Mapping[str, str]) -> dict[str, str]:
    """Return a value for everything demo mode needs that ``given`` does not hold.

    Raises OSError when the data directory cannot be written.
    """
    data_dir = Path(given["HELPLINE_DATA_DIR"])
    kept = {
        name: kept_secret(data_dir / "keys", name, make)
        for name, make in MADE_ONCE.items()
        if name not in given
    }
    port = given.get("PORT") or running_port(data_dir)
    # What is made up of a port that cannot be is not to be blamed for it.
    is_one = port.isdecimal() and len(port) <= LONGEST_PORT and int(port) in PORTS
    at = int(port) if is_one else STANDARD_PORT
    beside = at + 1 if at + 1 in PORTS else at - 1
    simulator = given.get("HELPLINE_SIMULATOR_PORT", str(beside))
    store = given.get("HELPLINE_REDIS_URL") or store_url(data_dir)
    return {
        **WORDS,
        **kept,
        **(_store_users(data_dir) if store == f"unix://{socket_path(data_dir)}" else {}),
        "HELPLINE_REDIS_URL": store,
        "PORT": port,
        "HELPLINE_PUBLIC_URL": f"http://127.0.0.1:{at}",
        "HELPLINE_SIMULATOR_PORT": simulator,
        # Never left to Twilio's own address: a demo must not be able to call anyone.
        "TWILIO_API_URL": f"http://127.0.0.1:{simulator}",
    }


def running_port(data_dir: Path) -> str:
    """Where the helpline of this data directory listens, or the next one will."""
    try:
        written = (data_dir / PORT_FILE).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        written = ""
    return written or str(STANDARD_PORT)


def store_password(data_dir: Path, user: str) -> str:
    """The password of one user of the embedded store, made the first time it is asked for."""
    return kept_secret(data_dir / "keys", f"store_{user}", lambda: secrets.token_urlsafe(32))


def _store_users(data_dir: Path) -> dict[str, str]:
    """Each kind of process signs in to the embedded store as itself."""
    return {
        name: user_url(data_dir, role, store_password(data_dir, role))
        for role, name in ADDRESS_OF.items()
    }


def kept_secret(directory: Path, name: str, make: Callable[[], str]) -> str:
    """Return the secret kept under this name, making it the first time.

    Several processes may come at once: the one that links its file first wins, and
    all read what it wrote.
    """
    path = directory / name.lower()
    if not path.exists():
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = directory / f".{name.lower()}.{os.getpid()}.{secrets.token_hex(4)}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(make())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="utf-8").strip()
