"""The API for the specialists' own systems: bearer tokens, JSON, problems as RFC 9457 has them."""

from service.web.api import callbacks, documents, errors, stats
from service.web.api.blueprint import blueprint

__all__ = ["blueprint", "callbacks", "documents", "errors", "stats"]
