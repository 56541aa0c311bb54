"""What Twilio asks when everything else failed: fixed words and another phone, no store."""

from flask import Blueprint, Response

from service.web.ports import ports
from service.web.voice.answer import another_phone, answered


def add_routes(blueprint: Blueprint) -> None:
    """The one route."""
    blueprint.add_url_rule("/fallback", "fallback", fallback, methods=["POST"])


def fallback() -> Response:
    """911, 988 in both languages, then the backup number; never our own."""
    return answered(another_phone(ports(), ("en", "es")))
