"""From an environment to settings: files, ``.env``, demo defaults, then every check.

What the environment gives wins over ``.env``, and both win over what demo mode makes up.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values
from pydantic import ValidationError

from service.settings.checks import problems_with
from service.settings.demo import MADE_ONCE, WORDS, demo_values
from service.settings.model import Settings
from service.settings.problems import Problem, SettingsError

FIELDS = {str(field.alias): field for field in Settings.model_fields.values()}
NAMES = tuple(FIELDS)


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Return the settings, or raise one SettingsError that lists everything wrong.

    Without ``environ`` it reads the process's own environment and ``.env`` in the
    working directory; a given ``environ`` is taken as all there is.
    """
    if environ is None:
        environ = {**_from_dotenv(Path(".env"), os.environ), **os.environ}
    given, problems = _given(environ)
    given.setdefault("HELPLINE_MODE", "demo")
    given["HELPLINE_DATA_DIR"] = str(Path(given.get("HELPLINE_DATA_DIR", "var")).absolute())
    try:
        defaults = _defaults(given)
    except OSError as error:
        raise SettingsError([*problems, _unwritable(error)]) from error
    found = {**defaults, **given}
    try:
        settings = Settings.model_validate(found)
    except ValidationError as error:
        wrong = _described(error)
        raise SettingsError([*problems, *wrong, *_also_wrong(found, wrong)]) from None
    problems += problems_with(settings)
    if problems:
        raise SettingsError(problems)
    return settings


def _from_dotenv(path: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """Read ``.env``, leaving out what the environment says in the other spelling."""
    if not path.is_file():
        return {}
    found = {name: value for name, value in dotenv_values(path).items() if value}
    return {
        name: value
        for name, value in found.items()
        if not environ.get(name.removesuffix("_FILE")) and not environ.get(f"{name}_FILE")
    }


def _given(environ: Mapping[str, str]) -> tuple[dict[str, str], list[Problem]]:
    """Take our names out of an environment; an empty value counts as not given."""
    given: dict[str, str] = {}
    problems: list[Problem] = []
    for name in NAMES:
        value, path = environ.get(name, "").strip(), environ.get(f"{name}_FILE", "").strip()
        if value and path:
            problems.append(Problem(name, "is given twice", f"Remove {name} or {name}_FILE."))
        elif path:
            try:
                value = Path(path).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                what = f"cannot be read from {path} ({type(error).__name__})"
                problems.append(Problem(f"{name}_FILE", what, "Name a readable text file."))
        if value:
            given[name] = value
    return given, problems


def _defaults(given: Mapping[str, str]) -> dict[str, str]:
    if given["HELPLINE_MODE"] == "demo":
        return demo_values(given)
    return {"TWILIO_HANDLES_KEYWORDS": "true"}


def _unwritable(error: OSError) -> Problem:
    what = f"cannot be used ({error.strerror or type(error).__name__})"
    return Problem("HELPLINE_DATA_DIR", what, "Name a directory of your own.")


def _also_wrong(found: Mapping[str, str], wrong: list[Problem]) -> list[Problem]:
    """Say what does not fit together among the settings that are well formed in themselves.

    Something harmless stands in for those that are not, and is not reported on.
    """
    names = {problem.name for problem in wrong}
    if "HELPLINE_MODE" in names:
        return []
    stand_ins = {**WORDS, **{name: make() for name, make in MADE_ONCE.items()}}
    stand_ins |= {
        "HELPLINE_REDIS_URL": "redis://localhost",
        "HELPLINE_PUBLIC_URL": "https://localhost",
    }
    well_formed = {name: value for name, value in found.items() if name not in names}
    settings = Settings.model_validate({**stand_ins, **well_formed})
    return [problem for problem in problems_with(settings) if problem.name not in names]


def _described(error: ValidationError) -> list[Problem]:
    """Turn pydantic's findings into ours, one per setting, without the values."""
    described: dict[str, Problem] = {}
    for finding in error.errors(include_input=False, include_url=False, include_context=False):
        name = str(finding["loc"][0])
        missing = finding["type"] == "missing"
        what = "is not set" if missing else finding["msg"].removeprefix("Value error, ")
        described.setdefault(name, Problem(name, what, str(FIELDS[name].description)))
    return list(described.values())
