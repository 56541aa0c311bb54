"""Environments that work, to be broken one setting at a time."""

import secrets
from collections.abc import Callable
from pathlib import Path

import pytest

Environment = dict[str, str]


@pytest.fixture
def demo(tmp_path: Path) -> Environment:
    """All that demo mode needs: a directory of its own."""
    return {"HELPLINE_DATA_DIR": str(tmp_path / "var")}


@pytest.fixture
def production(tmp_path: Path) -> Environment:
    """A complete production environment."""
    return {
        "HELPLINE_MODE": "production",
        "HELPLINE_DATA_DIR": str(tmp_path / "var"),
        "HELPLINE_REDIS_URL": "rediss://helpline@store.example.org:6380/0",
        "HELPLINE_PUBLIC_URL": "https://helpline.example.org",
        "HELPLINE_NUMBER": "+18009151270",
        "HELPLINE_BACKUP_NUMBER": "+12125550199",
        "HELPLINE_SECRET_KEY": secrets.token_urlsafe(32),
        "HELPLINE_DATA_KEYS": f"{secrets.token_urlsafe(32)},{secrets.token_urlsafe(32)}",
        "HELPLINE_INDEX_KEY": secrets.token_urlsafe(32),
        "TWILIO_ACCOUNT_SID": "AC" + secrets.token_hex(16),
        "TWILIO_AUTH_TOKEN": secrets.token_hex(16),
        "HELPLINE_NAME": "Eastside Line",
        "HELPLINE_LEGAL_NAME": "Eastside Community",
        "HELPLINE_WHO_ANSWERS": "trained staff of Eastside",
        "HELPLINE_WHO_PAYS": "No treatment provider pays us.",
        "HELPLINE_WHO_ANSWERS_ES": "personal de Eastside",
        "HELPLINE_WHO_PAYS_ES": "Ningun centro nos paga.",
    }


@pytest.fixture
def problems_of() -> Callable[[Environment], dict[str, str]]:
    """Load an environment that must be refused; return what is wrong by setting."""
    from service.settings import SettingsError, load_settings

    def refuse(environ: Environment) -> dict[str, str]:
        with pytest.raises(SettingsError) as refused:
            load_settings(environ)
        return {problem.name: problem.what for problem in refused.value.problems}

    return refuse
