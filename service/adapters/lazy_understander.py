"""An understander that is built when the first text is to be read: most workers never read one."""

from collections.abc import Callable
from functools import cached_property

from service.domain.understanding import Understander, Understanding


class LazyUnderstander:
    """Stands in for an Understander; `load` is called once at most."""

    def __init__(self, load: Callable[[], Understander]) -> None:
        self._load = load

    def understand(
        self, text: str, channel: str = "sms", *, known_language: str | None = None
    ) -> Understanding:
        """What a text means."""
        return self._loaded.understand(text, channel, known_language=known_language)

    def is_plainly_in(self, text: str, language: str) -> bool:
        """Whether somebody writes in this language."""
        return self._loaded.is_plainly_in(text, language)

    @cached_property
    def _loaded(self) -> Understander:
        return self._load()
