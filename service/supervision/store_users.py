"""Gives the embedded store its users: config/redis-users.acl with this directory's passwords.

The default user stays as it is there, without a password: the socket is open to this machine's
own user only, and that is who operates a demo.
"""

import hashlib
import os
from pathlib import Path

from service.settings.demo import store_password

RULES = Path(__file__).resolve().parents[2] / "config" / "redis-users.acl"
USERS = ("web", "worker", "sweep", "operator")


def write_users(data_dir: Path, directory: Path) -> Path:
    """Write the store's ACL file anew, for its owner's eyes only; where it is."""
    path = directory / "users.acl"
    passwords = {user: store_password(data_dir, user) for user in USERS}
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(users_file(RULES.read_text(encoding="utf-8"), passwords))
    return path


def users_file(rules: str, passwords: dict[str, str]) -> str:
    """The rules as the server reads them: users only, passwords as their SHA-256."""
    lines = [line for line in rules.splitlines() if line.startswith("user ")]
    text = "\n".join(lines) + "\n"
    for user, password in passwords.items():
        digest = hashlib.sha256(password.encode()).hexdigest()
        text = text.replace(f"{{{user}}}", f"#{digest}")
    return text
