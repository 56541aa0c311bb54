"""Queues and their members: list, fetch, and taking a member out."""

from typing import Any

from flask import Blueprint, Response, jsonify

from service.simulator.events import Next, Redirected
from service.simulator.model import Member, Queue
from service.simulator.rest.front import ACCOUNT, TwilioError, exchange, field, not_found
from service.simulator.rest.paging import page_of
from service.simulator.times import now, rfc2822


def add_routes(rest: Blueprint) -> None:
    rest.add_url_rule(f"{ACCOUNT}/Queues.json", "create_queue", create, methods=["POST"])
    rest.add_url_rule(f"{ACCOUNT}/Queues.json", "list_queues", list_all, methods=["GET"])
    one = f"{ACCOUNT}/Queues/<sid>"
    rest.add_url_rule(f"{one}.json", "fetch_queue", fetch, methods=["GET"])
    rest.add_url_rule(f"{one}.json", "delete_queue", delete, methods=["DELETE"])
    rest.add_url_rule(f"{one}/Members.json", "list_members", list_members, methods=["GET"])
    member = f"{one}/Members/<who>.json"
    rest.add_url_rule(member, "fetch_member", fetch_member, methods=["GET"])
    rest.add_url_rule(member, "update_member", dequeue, methods=["POST"])


def create() -> tuple[Response, int]:
    name = field("FriendlyName")
    if not name:
        raise TwilioError(400, 22001, "A FriendlyName is required")
    if exchange().world.queue_named(name):
        raise TwilioError(400, 22003, "A queue of this name exists")
    queue = Queue(name, int(field("MaxSize") or 100))
    with exchange().world.changing():
        exchange().world.queues[queue.sid] = queue
    return jsonify(shown(queue)), 201


def list_all() -> Response:
    return page_of("queues", list(exchange().world.queues.values()), shown)


def fetch(sid: str) -> Response:
    return jsonify(shown(_find(sid)))


def delete(sid: str) -> tuple[str, int]:
    queue = _find(sid)
    with exchange().world.changing():
        if queue.members:
            raise TwilioError(400, 22002, "The queue is not empty")
        del exchange().world.queues[sid]
    return "", 204


def list_members(sid: str) -> Response:
    queue = _find(sid)
    return page_of("queue_members", list(queue.members), lambda one: shown_member(queue, one))


def fetch_member(sid: str, who: str) -> Response:
    queue = _find(sid)
    return jsonify(shown_member(queue, _member(queue, who)))


def dequeue(sid: str, who: str) -> Response:
    """The member leaves the queue and goes on at `Url`."""
    queue = _find(sid)
    url = field("Url")
    if not url.startswith(("http://", "https://")):
        raise TwilioError(400, 21205, "Url is not a valid URL")
    with exchange().world.changing():
        member = _member(queue, who)
        answer = shown_member(queue, member)
        queue.members.remove(member)
        queue.updated = now()
    exchange().tell(member.call_sid, Redirected(Next(url, (field("Method") or "POST").upper())))
    return jsonify(answer)


def shown(queue: Queue) -> dict[str, Any]:
    account = exchange().options.account_sid
    uri = f"/2010-04-01/Accounts/{account}/Queues/{queue.sid}"
    waits = list(queue.waits_s)
    return {
        "account_sid": account,
        "average_wait_time": round(sum(waits) / len(waits)) if waits else 0,
        "current_size": len(queue.members),
        "date_created": rfc2822(queue.created),
        "date_updated": rfc2822(queue.updated),
        "friendly_name": queue.name,
        "max_size": queue.max_size,
        "sid": queue.sid,
        "subresource_uris": {"members": f"{uri}/Members.json"},
        "uri": f"{uri}.json",
    }


def shown_member(queue: Queue, member: Member) -> dict[str, Any]:
    account = exchange().options.account_sid
    uri = f"/2010-04-01/Accounts/{account}/Queues/{queue.sid}/Members/{member.call_sid}.json"
    return {
        "call_sid": member.call_sid,
        "date_enqueued": rfc2822(member.enqueued),
        "position": queue.members.index(member) + 1,
        "queue_sid": queue.sid,
        "uri": uri,
        "wait_time": int(exchange().clock.now_s() - member.since_s),
    }


def _find(sid: str) -> Queue:
    queue = exchange().world.queues.get(sid)
    if queue is None:
        raise not_found()
    return queue


def _member(queue: Queue, who: str) -> Member:
    """By CallSid, or `Front` for whoever waits longest."""
    for member in queue.members:
        if who in ("Front", member.call_sid):
            return member
    raise not_found()
