"""The console a specialist works in. Importing it gives the blueprint with all of its pages."""

from service.web.console import (
    account,
    alerts,
    blocked,
    call_me,
    callback,
    deeds,
    funders,
    handing,
    hours,
    inviting,
    join,
    login,
    people,
    queue,
    referrals,
    roster,
    second_factor,
    shift,
    stats,
    team,
    voicemails,
    words,
)
from service.web.console.blueprint import blueprint

PAGES = (
    account,
    alerts,
    blocked,
    call_me,
    callback,
    deeds,
    funders,
    handing,
    hours,
    inviting,
    join,
    login,
    people,
    queue,
    referrals,
    roster,
    second_factor,
    shift,
    stats,
    team,
    voicemails,
    words,
)

__all__ = ["PAGES", "blueprint"]
