"""Demo mode only: hands /simulator/ on to the simulator's own process, unchanged.

The simulator answers at once and does its webhooks in threads of its own, so no web thread ever
waits for another web thread.
"""

import re
from urllib.parse import quote

import urllib3
from flask import Blueprint, Response, request

from service.web.ports import web

blueprint = Blueprint("simulator", __name__, url_prefix="/simulator")
PASSED_ON = (
    *("Content-Type", "Cache-Control", "ETag", "Content-Security-Policy"),
    *("X-Content-Type-Options", "Referrer-Policy"),
)
# Below /simulator/ are the phones; beside it, on the same port, is what plays Twilio's REST API.
LEADS_OUT = re.compile(r"(^|/)\.{1,2}(/|$)|\\|[\x00-\x1f\x7f]")
_pool = urllib3.PoolManager(num_pools=1, maxsize=8, retries=False)


@blueprint.route("/", defaults={"rest": ""}, methods=["GET", "POST"])
@blueprint.route("/<path:rest>", methods=["GET", "POST"])
def hand_on(rest: str) -> Response:
    """Ask the simulator the same thing and give its answer."""
    if LEADS_OUT.search(rest):
        return Response("There is nothing at this address.\n", 404, mimetype="text/plain")
    query = request.query_string.decode("ascii", "replace")
    address = f"http://127.0.0.1:{web().simulator_port}/simulator/{quote(rest)}"
    wanted = {name: request.headers[name] for name in ("Content-Type",) if name in request.headers}
    try:
        answer = _pool.request(
            request.method,
            f"{address}?{query}" if query else address,
            body=request.get_data(),
            headers=wanted,
            timeout=urllib3.Timeout(connect=1, read=5),
        )
    except urllib3.exceptions.HTTPError:
        return Response("The simulator is starting. Try again.\n", 503, mimetype="text/plain")
    headers = {name: answer.headers[name] for name in PASSED_ON if name in answer.headers}
    return Response(answer.data, answer.status, headers)
