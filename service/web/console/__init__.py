"""The console a specialist works in. Importing it gives the blueprint with all of its pages."""

from service.web.console import (  # noqa: F401 - each puts its pages on the blueprint
    account,
    alerts,
    blocked,
    by_hand,
    call_me,
    callback,
    deeds,
    funders,
    handing,
    hours,
    inviting,
    join,
    login,
    missed,
    overview,
    people,
    queue,
    referrals,
    roster,
    second_factor,
    shift,
    stats,
    swaps,
    team,
    voicemails,
    words,
    yesterday,
)
from service.web.console.blueprint import blueprint

__all__ = ["blueprint"]
