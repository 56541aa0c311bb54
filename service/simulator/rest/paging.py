"""Twilio's pages and date filters. Knows nothing of what is listed."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Response, jsonify, request

from service.simulator.rest.front import TwilioError

T = TypeVar("T")

DEFAULT_SIZE = 50
LARGEST_SIZE = 1000


def page_of(key: str, things: Sequence[T], shown: Callable[[T], dict[str, Any]]) -> Response:
    """One page of `things` (newest first), with the addresses of its neighbours."""
    size = max(1, min(_number("PageSize", DEFAULT_SIZE), LARGEST_SIZE))
    page = max(0, _number("Page", 0))
    chosen = things[page * size : (page + 1) * size]
    has_more = len(things) > (page + 1) * size
    body = {
        key: [shown(thing) for thing in chosen],
        "page": page,
        "page_size": size,
        "start": page * size,
        "end": max(page * size, page * size + len(chosen) - 1),
        "uri": _address(page, size),
        "first_page_uri": _address(0, size),
        "next_page_uri": _address(page + 1, size) if has_more else None,
        "previous_page_uri": _address(page - 1, size) if page else None,
    }
    return jsonify(body)


def fits_date(name: str, moment: datetime | None) -> bool:
    """Whether `moment` passes the filters `Name`, `Name<` and `Name>`, both ends included.

    A bare date, and any date without a sign, stands for the whole day, as at Twilio.
    """
    for sign in ("", "<", ">"):
        text = request.args.get(name + sign)
        if not text:
            continue
        if moment is None:
            return False
        limit, is_day = _read(text)
        have = moment.replace(hour=0, minute=0, second=0, microsecond=0) if is_day else moment
        fits = {"": moment.date() == limit.date(), "<": have <= limit, ">": have >= limit}
        if not fits[sign]:
            return False
    return True


def wanted(name: str, value: str) -> bool:
    """Whether `value` passes the plain filter `name`."""
    asked = request.args.get(name)
    return not asked or asked == value


def _read(text: str) -> tuple[datetime, bool]:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise TwilioError(400, 20001, f"Invalid date {text}") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC), len(text) == 10


def _number(name: str, default: int) -> int:
    try:
        return int(request.args.get(name, default))
    except ValueError:
        return default


def _address(page: int, size: int) -> str:
    query = request.args.to_dict() | {"PageSize": str(size), "Page": str(page)}
    return f"{request.path}?{urlencode(query)}"
