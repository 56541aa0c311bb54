"""How many must be at the phones so that few wait long: Erlang C, by recursion from Erlang B.

It assumes that everybody who waits keeps waiting: as some hang up, real waits are shorter than it
says. Also that calls come independently, and any specialist may take any call.
"""

from math import ceil, exp
from typing import NamedTuple

MOST_OCCUPIED = 0.85


class Staffing(NamedTuple):
    """What so many at the phones come to; `rostered` has breaks and meetings added."""

    at_phones: int
    rostered: int
    waits: float
    service_level: float
    occupancy: float


def blocked(load: float, servers: int) -> float:
    """Erlang B: the chance that all servers are busy and nobody waits; load in erlangs."""
    chance = 1.0
    for each in range(1, servers + 1):
        chance = load * chance / (each + load * chance)
    return chance


def must_wait(load: float, servers: int) -> float:
    """Erlang C: the chance that a caller waits; 1 where the servers cannot keep up."""
    if servers <= load:
        return 1.0
    chance = blocked(load, servers)
    return servers * chance / (servers - load * (1 - chance))


def answered_within(load: float, servers: int, *, seconds: float, handling_s: float) -> float:
    """The share of callers answered within `seconds`."""
    if servers <= load:
        return 0.0
    return 1 - must_wait(load, servers) * exp(-(servers - load) * seconds / handling_s)


def needed(
    calls_per_hour: float,
    *,
    handling_s: float,
    target: float,
    within_s: float,
    shrinkage: float,
) -> Staffing:
    """The fewest that reach the target and are not busy for more than 85 % of the time.

    `target` below 1 and `shrinkage` (the share of paid time away from the phone) below 1. Nobody
    is needed where nobody calls.
    """
    load = calls_per_hour * handling_s / 3600
    if load <= 0:
        return Staffing(0, 0, 0.0, 1.0, 0.0)
    servers = max(1, ceil(load / MOST_OCCUPIED))
    while answered_within(load, servers, seconds=within_s, handling_s=handling_s) < target:
        servers += 1
    level = answered_within(load, servers, seconds=within_s, handling_s=handling_s)
    # Nine tenths divided by nine tenths is a hair above one in floating point.
    rostered = ceil(servers / (1 - shrinkage) - 1e-9)
    return Staffing(servers, rostered, must_wait(load, servers), level, load / servers)
