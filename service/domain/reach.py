"""Whom we may dial and text by ourselves: which regions, and which kinds of line.

All of +1 looks alike and is not: a call to Jamaica (876) or to a 900 number costs what one abroad
costs, and toll fraud lives on that. Premium, satellite, shared-cost, personal and toll-free numbers
are nobody's own phone and are never reached, whatever is chosen here.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberType


class Region(StrEnum):
    """Where a phone may be, as phonenumbers calls it: the US, its territories, and Canada."""

    US = "US"
    PR = "PR"
    VI = "VI"
    GU = "GU"
    AS = "AS"
    MP = "MP"
    CA = "CA"


class LineKind(StrEnum):
    """What kind of line it is. In +1 a mobile cannot be told from a fixed line by its number, and
    what is told to be internet telephony is Canada's 600, where the caller may pay more.
    """

    FIXED = "fixed"
    MOBILE = "mobile"
    VOIP = "voip"


KINDS: dict[int, frozenset[LineKind]] = {
    PhoneNumberType.FIXED_LINE: frozenset({LineKind.FIXED}),
    PhoneNumberType.MOBILE: frozenset({LineKind.MOBILE}),
    PhoneNumberType.FIXED_LINE_OR_MOBILE: frozenset({LineKind.FIXED, LineKind.MOBILE}),
    PhoneNumberType.VOIP: frozenset({LineKind.VOIP}),
}
HOME = frozenset(Region) - {Region.CA}
"""The United States and its territories: where the helpline is known and its words are true."""
ORDINARY = frozenset({LineKind.FIXED, LineKind.MOBILE})


@dataclass(frozen=True, slots=True)
class Reach:
    """The operator's choice of regions and kinds of line."""

    regions: frozenset[Region] = HOME
    kinds: frozenset[LineKind] = ORDINARY

    def covers(self, e164: str) -> bool:
        """Whether we may dial or text this number."""
        region, kinds = _place_and_kinds(e164)
        return region in self.regions and bool(kinds & self.kinds)


@lru_cache(maxsize=4096)
def _place_and_kinds(e164: str) -> tuple[str, frozenset[LineKind]]:
    """Where a number is and what it may be; "" and nothing for one that cannot be somebody's."""
    try:
        parsed = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return "", frozenset()
    if not phonenumbers.is_valid_number(parsed):
        return "", frozenset()
    region = phonenumbers.region_code_for_number(parsed) or ""
    return region, KINDS.get(phonenumbers.number_type(parsed), frozenset())
