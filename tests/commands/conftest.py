"""Commands typed against the test's own store."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service.actions.ports import Ports
from service.cli import helpline
from service.settings import load_settings
from service.wiring import record_ports


@pytest.fixture
def environment(link: object, valkey_url: str, tmp_path: Path) -> dict[str, str]:
    """What a command needs to find the store."""
    return {
        "HELPLINE_MODE": "demo",
        "HELPLINE_REDIS_URL": valkey_url,
        "HELPLINE_DATA_DIR": str(tmp_path),
    }


@pytest.fixture
def run(environment: dict[str, str]) -> Callable[..., Result]:
    """Types a command and returns what came of it."""

    def typed(*words: str, **more: str) -> Result:
        return CliRunner().invoke(helpline, words, env=environment | more, catch_exceptions=False)

    return typed


@pytest.fixture
def ours(environment: dict[str, str]) -> Ports:
    """The ports as the commands have them: same store, same keys."""
    return record_ports(load_settings(environment))[0]
