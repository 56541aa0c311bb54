"""The running totals of what happened, as Prometheus reads them.

They are kept in the store and written with the records they are about, so that each counts once,
whichever process wrote it and however often.
"""

from collections.abc import Iterator, Mapping

from service.domain.statistic_totals import COUNTED, TIMED


def totals_page(totals: Mapping[str, int]) -> bytes:
    """The totals, family by family; one that nothing has raised yet is left out."""
    lines: list[str] = []
    for name, _, about in COUNTED.values():
        lines += _family(f"{name}_total", "counter", about, _of(totals, (f"{name}_total",)))
    for name, about, _ in TIMED.values():
        parts = (f"{name}_bucket", f"{name}_sum", f"{name}_count")
        lines += _family(name, "histogram", about, _whole(name, _of(totals, parts)))
    return ("\n".join(lines) + "\n").encode() if lines else b""


def _of(totals: Mapping[str, int], names: tuple[str, ...]) -> dict[tuple[str, str], int]:
    """Those of these names, by name and labels."""
    found = ((*key.partition("|")[::2], value) for key, value in totals.items())
    return {(name, labels): value for name, labels, value in found if name in names}


def _whole(name: str, found: dict[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """A histogram with every bucket, also those nothing has fallen into yet."""
    if not found:
        return {}
    bounds = next(bounds for known, _, bounds in TIMED.values() if known == name)
    keys = [(f"{name}_bucket", f"le={bound}") for bound in (*bounds, "+Inf")]
    keys += [(f"{name}_sum", ""), (f"{name}_count", "")]
    return {key: found.get(key, 0) for key in keys}


def _family(
    name: str, kind: str, about: str, found: Mapping[tuple[str, str], int]
) -> Iterator[str]:
    if not found:
        return
    yield f"# HELP helpline_{name} {about}"
    yield f"# TYPE helpline_{name} {kind}"
    for (part, labels), value in found.items():
        yield f"helpline_{part}{_labels(labels)} {value}"


def _labels(told: str) -> str:
    if not told:
        return ""
    pairs = (each.partition("=") for each in told.split(","))
    return "{" + ",".join(f'{name}="{_quoted(value)}"' for name, _, value in pairs) + "}"


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
