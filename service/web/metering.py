"""Counts every request by route, method and status, with the time it took.

Only what is in the URL map is named, so that no number gets into a metric and nobody outside can
make the list of them grow.
"""

import logging
from time import perf_counter

from flask import Flask, Response, g, request

from service.observability import observe_request

log = logging.getLogger(__name__)
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


def measure_requests(app: Flask) -> None:
    """Measure from the first of the guards to the finished answer."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.began = perf_counter()


def _end(response: Response) -> Response:
    rule = request.url_rule
    route = rule.rule if rule is not None else "none"
    method = request.method if request.method in METHODS else "other"
    began: float = g.get("began", perf_counter())
    try:
        observe_request(route, method, response.status_code, perf_counter() - began)
    except Exception:  # a full disk, say: whoever waits for words gets them all the same
        log.exception("a request could not be counted")
    return response
