"""Tables for people: as wide as the screen, and whole where the output is no screen."""

import sys

from rich.console import Console
from rich.table import Table

WIDE_ENOUGH = 200


def a_table(*columns: str) -> Table:
    """A plain table; an entry is never broken over two lines."""
    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, no_wrap=True)
    return table


def show(table: Table) -> None:
    """Print it."""
    on_screen = sys.stdout.isatty()
    Console(width=None if on_screen else WIDE_ENOUGH).print(table)
