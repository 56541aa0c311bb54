"""The console a specialist works in. Importing it gives the blueprint with all of its pages."""

from service.web.console import (
    alerts,
    callback,
    deeds,
    handing,
    login,
    queue,
    shift,
    team,
    voicemails,
)
from service.web.console.blueprint import blueprint

PAGES = (alerts, callback, deeds, handing, login, queue, shift, team, voicemails)

__all__ = ["PAGES", "blueprint"]
