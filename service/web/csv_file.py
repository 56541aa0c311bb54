"""A CSV file to download. A cell that a spreadsheet would run as a formula is made plain text."""

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

# OWASP: CSV injection. A tab or a line break first is stripped by some, and then a formula.
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_file(name: str, rows: Iterable[Sequence[object]]) -> Response:
    """The rows as a file of this name; numbers stay numbers."""
    page = io.StringIO()
    csv.writer(page).writerows([_safe(cell) for cell in row] for row in rows)
    answer = Response(page.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _safe(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(STARTS_A_FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell
