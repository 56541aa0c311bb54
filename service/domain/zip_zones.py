"""Tells the time zone of a US ZIP code, for calling at a good hour. Knows no file."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ZipZones:
    """Zones by the first three digits, and by the whole code where that differs."""

    by_prefix: Mapping[str, str]
    by_code: Mapping[str, str]

    def zone_of(self, zip_code: str) -> str | None:
        """The IANA zone of "90210" or "90210-1234"; None for a code that is not in use."""
        code = zip_code[:5]
        return self.by_code.get(code) or self.by_prefix.get(code[:3])
