"""Moments as they are typed on the command line."""

from datetime import datetime

import click


def the_moment(typed: str, where: str) -> datetime:
    """An ISO 8601 time with its offset; raises click.BadParameter in words."""
    try:
        when = datetime.fromisoformat(typed)
    except ValueError as error:
        raise click.BadParameter(f"{typed} is not an ISO 8601 time", param_hint=where) from error
    if when.tzinfo is None:
        hint = "say the offset too, such as 2026-12-24T22:00-05:00"
        raise click.BadParameter(hint, param_hint=where)
    return when
