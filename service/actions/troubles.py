"""Alarms for whoever runs the service: what is wrong with our account at Twilio, or with the way to
us. Kept as the last thing seen of each kind, so that a flood of refusals is one alarm.
"""

from contextlib import suppress
from datetime import timedelta

from service.actions.ports import AuditLine, Change, Ports
from service.actions.trying import commit_once
from service.domain.errors import LostRace
from service.domain.last_look import PUBLIC_URL, LastLook

TWILIO = "twilio"
CREDENTIALS = "Twilio refuses our credentials (20003): nobody is dialled. Check TWILIO_AUTH_TOKEN."
FILTERED = "Carriers filter our texts (30007). Look at the number's registration."
UNREACHED = "unreached"
NOT_REACHED = "Twilio could not reach us (11200, 11205): what came was taken in late. See its log."
FLOOD = "flood"
FLOODED = "A flood of strangers asks for calls by text: they stand behind whoever answers us."
STORE = "store"
ACCOUNT = "Twilio refuses to dial for our account or number"
KINDS = (PUBLIC_URL, TWILIO, UNREACHED, FLOOD, STORE)
# A refusal of an hour ago says nothing of now; whatever still ails will be seen again.
FRESH = timedelta(hours=1)
PAUSE = timedelta(seconds=30)


def raise_alarm(ports: Ports, kind: str, trouble: str) -> None:
    """Note what is wrong now; the same again within the pause is written once."""
    now = ports.store.now()
    last = ports.store.get(LastLook, kind) or LastLook(id=kind)
    if last.trouble == trouble and last.at is not None and now - last.at < PAUSE:
        return
    line = AuditLine("service", "alarm", kind, trouble)
    with suppress(LostRace):  # somebody has just noted the same
        commit_once(ports, Change(now=now, records=(last.found(trouble, now),), audit=(line,)))


def all_is_well(ports: Ports, kind: str) -> None:
    """It was looked at, and nothing is wrong."""
    last, now = ports.store.get(LastLook, kind) or LastLook(id=kind), ports.store.now()
    with suppress(LostRace):
        commit_once(ports, Change(now=now, records=(last.found("", now),)))


def note_room(ports: Ports, trouble: str) -> None:
    """What the store will soon have no more of; "" once there is room, written if it was not so."""
    if trouble:
        raise_alarm(ports, STORE, trouble)
        return
    last = ports.store.get(LastLook, STORE)
    if last is not None and last.trouble:
        all_is_well(ports, STORE)


def troubles(ports: Ports) -> list[str]:
    """What is wrong now, in words."""
    now, found = (
        ports.store.now(),
        ports.store.get_many(LastLook, KINDS),
    )
    return [
        each.trouble
        for each in found
        if each.trouble and each.at and (each.id == PUBLIC_URL or now - each.at < FRESH)
    ]


def dialling_is_stopped(ports: Ports) -> bool:
    """Whether Twilio has just refused our credentials: then one dial in a while asks again."""
    last = ports.store.get(LastLook, TWILIO)
    if last is None or last.trouble != CREDENTIALS or last.at is None:
        return False
    return ports.store.now() - last.at < PAUSE
