"""The Understander as shipped, built once for all of these tests."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from service.adapters.phrase_files import load_understander
from service.domain.understanding import Understander

ROOT = Path(__file__).resolve().parents[3]
HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="session")
def understander() -> Understander:
    return load_understander(ROOT)


@pytest.fixture
def intent_of(understander: Understander) -> Callable[..., str]:
    def intent(text: str, channel: str = "sms") -> str:
        return understander.understand(text, channel).intent

    return intent


@pytest.fixture(scope="session")
def rows_of() -> Callable[[str], list[Mapping[str, Any]]]:
    def rows(name: str) -> list[Mapping[str, Any]]:
        lines = (HERE / name).read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.strip()]

    return rows
