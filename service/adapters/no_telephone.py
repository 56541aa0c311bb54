"""Stands where the telephone would be in processes that must make no REST call: the web."""


class NoTelephone:
    """Every use is a mistake of ours, and says so."""

    def __getattr__(self, name: str) -> object:
        raise RuntimeError(f"this process makes no REST calls, so it cannot {name}")
