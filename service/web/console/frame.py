"""What every page has around it: whose it is, what they are doing, where they may go, the time."""

from typing import Any

from flask import g

from service.domain.specialist import Role
from service.web.console.access import is_supervisor, me, must_set_up
from service.web.console.clock import Clock
from service.web.console.staff_words import doing
from service.web.ports import ports

NAV = (
    ("console.queue", "Queue"),
    ("console.everything", "All"),
    ("console.referrals", "Referrals"),
    ("console.shift", "My shift"),
    ("console.roster", "Roster"),
    ("console.account", "Me"),
)
LEADING = (("console.team", "Team"), ("console.everything_open", "Open"))
SWITCHES = (
    ("console.hours", "Hours"),
    ("console.blocked", "Blocked"),
    ("console.by_hand", "By hand"),
)
LOOKING_BACK = (
    ("console.yesterday", "Yesterday"),
    ("console.voicemails", "Voicemail"),
    ("console.missed", "Missed"),
    ("console.stats", "Figures"),
)
SUPERVISORS_NAV = (*NAV, *LEADING, *LOOKING_BACK, *SWITCHES)
ADMINS_NAV = (*SUPERVISORS_NAV, ("console.people", "People"), ("console.words", "Words"))


def clock() -> Clock:
    """The helpline's clock, the same moment for the whole page."""
    if "clock" not in g:
        g.clock = Clock(ports().store.now(), ports().policy.hours.zone)
    found: Clock = g.clock
    return found


def around_every_page() -> dict[str, Any]:
    """Values for the templates; `me` is None for a stranger."""
    frame: dict[str, Any] = {"house": ports().policy.name, "me": None, "supervisor": False}
    if "me" not in g:
        return frame
    rest = me().rest_until
    return frame | {
        "me": me(),
        "supervisor": is_supervisor(),
        "nav": _nav(),
        "doing": doing(me(), clock()),
        "resting": me().on_break or (rest is not None and not clock().is_past(rest)),
        "clock": clock(),
    }


def _nav() -> tuple[tuple[str, str], ...]:
    """Where they may go; nowhere before the second factor is set up."""
    if must_set_up():
        return ()
    if me().role is Role.ADMIN:
        return ADMINS_NAV
    return SUPERVISORS_NAV if is_supervisor() else NAV
