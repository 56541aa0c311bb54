"""Stands where the understander would be in processes that read no text from anybody."""


class NoUnderstander:
    """Every use is a mistake of ours, and says so."""

    def __getattr__(self, name: str) -> object:
        raise RuntimeError(f"this process understands no texts, so it cannot {name}")
