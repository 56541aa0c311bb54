"""Why the helpline cannot start, each in words for the person who tried."""

from pathlib import Path


class CannotStart(Exception):
    """Nothing was started; the message says why and what to do."""


class AlreadyRunning(CannotStart):
    """Somebody else holds the directory; `holder` is their process id where known."""

    def __init__(self, directory: Path, holder: str) -> None:
        self.holder = holder
        super().__init__(
            f"A helpline already runs in {directory} (process {holder or 'unknown'}). "
            "Stop it first, or give this one a HELPLINE_DATA_DIR and a PORT of its own."
        )


class CannotListen(CannotStart):
    """The address cannot be had; the message says which and why."""


class NoStoreBinary(CannotStart):
    """Neither the embedded package nor the PATH has a server for this machine."""

    def __init__(self) -> None:
        super().__init__(
            "There is no Valkey or Redis for this machine. "
            "Install valkey-server or redis-server 7 or later, or set HELPLINE_REDIS_URL."
        )
