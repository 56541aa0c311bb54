"""Logs as lines of JSON on stderr, ours and the libraries', one way for both.

It knows no request and no job; who logs gives an event in fixed words and allowed keys.
"""

import contextvars
import logging
import secrets
import sys
import threading
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any, TextIO

import structlog

from service.observability.privacy import only_allowed

log: structlog.stdlib.BoundLogger = structlog.get_logger()

FRAMES = 12
_request_id: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="")


def configure_logging(process: str, stream: TextIO | None = None) -> None:
    """Send all logs of this process to `stream` (stderr), under the process's name."""
    out = stream or sys.stderr

    def named(_logger: object, _method: str, event: MutableMapping[str, Any]) -> Any:
        request_id = _request_id.get()
        return {"process": process, **({"request_id": request_id} if request_id else {}), **event}

    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            named,
            _stack_instead_of_exception,
            only_allowed,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(out),
        cache_logger_on_first_use=False,
    )
    logging.root.handlers = [_FromLibraries()]
    logging.root.setLevel(logging.WARNING)
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(args.exc_type, args.exc_value, args.exc_traceback)


def bind_request_id() -> str:
    """Give the request now being answered an id of its own; its log lines carry it."""
    request_id = secrets.token_hex(8)
    _request_id.set(request_id)
    return request_id


class _FromLibraries(logging.Handler):
    """Says that a library complained and where; its words may hold a caller's, so not them.

    A message with arguments is a template in the library's source and safe without them.
    """

    def emit(self, record: logging.LogRecord) -> None:
        template = record.msg if record.args and isinstance(record.msg, str) else ""
        log.log(
            record.levelno,
            template or "a library complains",
            library=record.name,
            where=f"{record.module}:{record.lineno}",
            exc_info=record.exc_info,
        )


def _stack_instead_of_exception(_logger: object, _method: str, event: Any) -> Any:
    """Replace an exception by its type and its places in the code, without its message."""
    found = event.pop("exc_info", None)
    if found is True:
        found = sys.exc_info()
    if isinstance(found, BaseException):
        found = (type(found), found, found.__traceback__)
    if isinstance(found, tuple) and found[0] is not None:
        event.setdefault("error", found[0].__name__)
        event["stack"] = _places(found[2])
    return event


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-FRAMES:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


def _uncaught(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    log.critical("uncaught exception", exc_info=(kind, error, trace))
