"""Phone numbers: how one is written, masked, and where it may be in time.

Uses the phonenumbers metadata; an area code is a hint, not a location (ported mobiles).
"""

import re
from functools import lru_cache
from zoneinfo import ZoneInfo

import phonenumbers
from phonenumbers import PhoneNumberType
from phonenumbers.timezone import time_zones_for_number

E164 = re.compile(r"\+[1-9][0-9]{6,14}")
# The whole US without Alaska and Hawaii, for numbers that say nothing of a place (R14).
WHOLE_US = ("America/New_York", "America/Los_Angeles")
SAYS_NOTHING_OF_PLACE = frozenset(
    {
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.PERSONAL_NUMBER,
        PhoneNumberType.UNKNOWN,
        PhoneNumberType.VOIP,
    }
)


def to_e164(raw: str, region: str = "US") -> str | None:
    """Return the E.164 form of what somebody typed or Twilio sent; None if it is no number."""
    try:
        parsed = phonenumbers.parse(raw, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed) or parsed.extension:
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def sender(sent: str) -> str:
    """A texter's number as one writes it, so that one phone is one person; else as it came."""
    return sent if E164.fullmatch(sent) else to_e164(sent) or sent


@lru_cache(maxsize=16)
def is_toll_free(e164: str) -> bool:
    """Whether the network itself keeps this number's STOP list (R5)."""
    try:
        parsed = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.number_type(parsed) == PhoneNumberType.TOLL_FREE


@lru_cache(maxsize=4096)
def zones_of(e164: str) -> tuple[str, ...]:
    """All time zones this number may be in; the whole US where it says nothing."""
    try:
        parsed = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return WHOLE_US
    if phonenumbers.number_type(parsed) in SAYS_NOTHING_OF_PLACE:
        return WHOLE_US
    zones = tuple(z for z in time_zones_for_number(parsed) if z != "Etc/Unknown")
    return zones or WHOLE_US


def zones_where(e164: str, stated: str = "") -> tuple[str, ...]:
    """The zone they told us, or each of their state; else all that their number allows (R14)."""
    return tuple(stated.split()) or zones_of(e164)


def known_zone(e164: str, stated: str = "") -> ZoneInfo | None:
    """The one zone we may speak of, or None when several are left. In a state that lies in two it
    is their number's, where that is one of the two."""
    told, theirs = zones_where(e164, stated), zones_of(e164)
    if len(told) > 1 and len(theirs) == 1 and theirs[0] in told:
        return ZoneInfo(theirs[0])
    return ZoneInfo(told[0]) if len(told) == 1 else None


def hour_zone(e164: str, stated: str = "") -> ZoneInfo:
    """The clock that an hour they name is read on: the westernmost of their state, so that nobody
    rings sooner than they said, and Eastern time where nothing is known."""
    return known_zone(e164, stated) or ZoneInfo(stated.split()[-1] if stated else WHOLE_US[0])


def masked(e164: str) -> str:
    """Show a number to somebody who need not dial it: country code and the last two digits."""
    return f"{e164[:2]}{'•' * max(0, len(e164) - 4)}{e164[-2:]}"


def written(e164: str) -> str:
    """How the number stands in a text: 800-915-1270."""
    national = e164.removeprefix("+1")
    if len(national) != 10 or not national.isdigit():
        return e164
    return f"{national[:3]}-{national[3:6]}-{national[6:]}"
