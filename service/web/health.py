"""Is it alive, is it ready, and how is it doing: for supervisors, proxies and Prometheus."""

import hmac
import ipaddress

from flask import Blueprint, Response, jsonify, request

from service.domain.errors import TryLater
from service.observability import metrics_page
from service.observability.totals import totals_page
from service.web.ports import web

blueprint = Blueprint("health", __name__)


@blueprint.get("/health/live")
def live() -> Response:
    """The process answers."""
    return jsonify(status="live")


@blueprint.get("/health/ready")
def ready() -> tuple[Response, int]:
    """The process can do its work: the store answers."""
    reasons = web().why_not_ready()
    status = "ready" if not reasons else "not ready"
    return jsonify(status=status, reasons=reasons), 503 if reasons else 200


@blueprint.get("/metrics")
def metrics() -> Response:
    """Prometheus' text format, for who has the token or a private address."""
    if not _may_see_metrics():
        return Response("forbidden\n", 403, mimetype="text/plain")
    content, content_type = metrics_page()
    return Response(content + _totals(), content_type=content_type)


def _totals() -> bytes:
    """What the store has counted; the rest of the page must not wait for a store that is away."""
    try:
        return totals_page(web().ports.statistics.totals())
    except TryLater:
        return b""


def _may_see_metrics() -> bool:
    token = web().metrics_token
    if token:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), token.encode())
    try:
        return ipaddress.ip_address(request.remote_addr or "").is_private
    except ValueError:
        return False
