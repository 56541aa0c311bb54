"""The example environment lists exactly the settings that exist."""

from pathlib import Path

import pytest

from service.settings import SettingsError, load_settings
from service.settings.load import NAMES

EXAMPLE = Path(__file__).resolve().parents[2] / "config" / "example.env"


def lines() -> dict[str, str]:
    pairs = [line for line in EXAMPLE.read_text().splitlines() if line and line[0] != "#"]
    return dict(line.split("=", 1) for line in pairs)


def test_the_example_lists_exactly_the_settings_that_exist():
    assert set(lines()) == set(NAMES)


def test_the_example_fills_in_no_secret():
    given = {name for name, value in lines().items() if value}

    assert not {name for name in given if "KEY" in name.split("_") or "TOKEN" in name}


def test_what_the_example_marks_is_what_production_misses():
    text = EXAMPLE.read_text()

    with pytest.raises(SettingsError) as refused:
        load_settings(lines())

    missing = {problem.name for problem in refused.value.problems}
    for name in missing:
        before = text[: text.index(f"\n{name}=")].rpartition("\n\n")[2]
        assert "# * " in before, name


def test_its_defaults_are_the_ones_the_code_has():
    for name, field in {n: f for n, f in _fields().items() if n in lines()}.items():
        written = lines()[name]
        if written and not field.is_required() and name != "HELPLINE_MODE":
            assert _says(written, field.default), name


def _says(written, default):
    if isinstance(default, frozenset):
        return set(written.split(",")) == default
    return str(default).lower() in (written.lower(), f"{written}.0")


def _fields():
    from service.settings.load import FIELDS

    return FIELDS
