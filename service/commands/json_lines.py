"""One line of a file or of standard input as a JSON object; what is wrong with it in words."""

import json
from typing import Any

import click


def json_line(line: bytes, number: int) -> dict[str, Any]:
    """The object on this line; `number` is named where there is none. Raises ClickException."""
    try:
        row = json.loads(line.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise click.ClickException(f"line {number} is not JSON: {error}") from error
    if not isinstance(row, dict):
        raise click.ClickException(f"line {number} is not a JSON object")
    return row
