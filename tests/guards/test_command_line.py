"""The command line starts fast and knows every command it names."""

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from service.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"flask", "twilio", "rq", "redis", "granian", "pydantic", "phonenumbers", "structlog"}


def helpline(*words: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "service.cli", *words],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=110,
        env={**os.environ, **environ},
    )  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_that_is_named_exists_and_says_what_it_does(name):
    command = importlib.import_module(f"service.commands.{name}").command

    assert isinstance(command, click.Command)
    assert command.help


def test_help_names_every_command():
    shown = helpline("--help")

    assert shown.returncode == 0
    for name in COMMANDS:
        assert f"  {name} " in shown.stdout


def test_help_imports_nothing_heavy():
    code = "import sys, json, service.cli; print(json.dumps(sorted(sys.modules)))"
    modules = json.loads(subprocess.check_output([sys.executable, "-c", code], cwd=ROOT))

    assert not HEAVY & set(modules)


def test_wrong_settings_are_said_in_words_not_in_a_traceback(tmp_path):
    refused = helpline("run", HELPLINE_MODE="production", HELPLINE_DATA_DIR=str(tmp_path), PORT="0")

    assert refused.returncode == 1
    assert "HELPLINE_REDIS_URL: is not set" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_check_finds_the_demo_fit_and_leaves_no_store_running(tmp_path):
    checked = helpline("check", HELPLINE_DATA_DIR=str(tmp_path), HELPLINE_MODE="demo")

    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert not (tmp_path / "store.sock").exists()


def test_check_says_everything_at_once(tmp_path):
    checked = helpline("check", HELPLINE_DATA_DIR=str(tmp_path), HELPLINE_MODE="production")

    assert checked.returncode == 1
    assert "HELPLINE_NUMBER" in checked.stdout
    assert "HELPLINE_INDEX_KEY" in checked.stdout
