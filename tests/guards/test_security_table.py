"""Every test that SECURITY.md names exists, and every requirement in its table has one."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLE = (ROOT / "SECURITY.md").read_text().partition("## Requirement and test")[2]
ROWS = [line for line in TABLE.splitlines() if line.startswith("| ")][1:]
NAMED = re.findall(r"`(tests/\S+?\.py)::(\w+)`", TABLE)


def functions(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_a_test_that_is_named_exists(path: str, name: str) -> None:
    assert name in functions(path)


def test_every_requirement_names_a_test() -> None:
    assert len(ROWS) > 20
    assert [row for row in ROWS if not re.search(r"`tests/\S+?\.py::test_\w+`", row)] == []


def test_nothing_that_looks_like_a_test_is_overlooked() -> None:
    assert TABLE.count("::") == len(NAMED)
