"""Is it alive, is it ready, and how is it doing: for supervisors, proxies and Prometheus."""

import hmac
import ipaddress

from flask import Blueprint, Response, jsonify, request

from service.actions.allowance import DIAL, TEXT
from service.actions.troubles import troubles
from service.domain.errors import TryLater
from service.observability import metrics_page
from service.observability.totals import totals_page
from service.web.ports import ports, web

blueprint = Blueprint("health", __name__)


@blueprint.get("/health/live")
def live() -> Response:
    """The process answers; `service` tells this installation from any other."""
    return jsonify(status="live", service=web().mark)


@blueprint.get("/health/ready")
def ready() -> tuple[Response, int]:
    """The process can do its work: the store answers. `warnings`, shown to whoever may see the
    metrics, are for an operator to mend, and keep nobody from being sent here."""
    reasons = web().why_not_ready()
    status = "ready" if not reasons else "not ready"
    warnings = _warnings() if not reasons and _may_see_metrics() else []
    return jsonify(status=status, reasons=reasons, warnings=warnings), 503 if reasons else 200


@blueprint.get("/metrics")
def metrics() -> Response:
    """Prometheus' text format, for who has the token or a private address."""
    if not _may_see_metrics():
        return Response("forbidden\n", 403, mimetype="text/plain")
    content, content_type = metrics_page(_spending())
    return Response(content + _totals(), content_type=content_type)


def _warnings() -> list[str]:
    try:
        return troubles(ports())
    except TryLater:
        return []


def _totals() -> bytes:
    """What the store has counted; the rest of the page must not wait for a store that is away."""
    try:
        return totals_page(web().ports.statistics.totals())
    except TryLater:
        return b""


def _spending() -> dict[str, float]:
    """Today's budgets, and how much of them is used up; a budget of 0 is no limit."""
    policy, spending = ports().policy, ports().spending
    try:
        now = ports().store.now()
        dials, texts = spending.spent(DIAL, now), spending.spent(TEXT, now)
    except TryLater:
        return {}
    budgets = {"dial_budget": policy.dial_budget, "text_budget": policy.text_budget}
    return {"dials_today": dials, "texts_today": texts, **budgets}


def _may_see_metrics() -> bool:
    token = web().metrics_token
    if token:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), token.encode())
    try:
        return ipaddress.ip_address(request.remote_addr or "").is_private
    except ValueError:
        return False
