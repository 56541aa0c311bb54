"""The simulator's web application: REST at the back door, phones at the front.

Knows which parts exist; each registers its own routes.
"""

from flask import Flask

from service.simulator import page, phones
from service.simulator import verbs as _verbs  # noqa: F401 - registers the deeds of TwiML verbs
from service.simulator.exchange import Exchange
from service.simulator.rest import (
    calls,
    conferences,
    messages,
    numbers,
    queues,
    recordings,
)
from service.simulator.rest.front import make_blueprint

LARGEST_REQUEST = 256 * 1024


def create_app(exchange: Exchange) -> Flask:
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    app.extensions["exchange"] = exchange
    rest = make_blueprint()
    for resource in (messages, calls, queues, conferences, numbers, recordings):
        resource.add_routes(rest)
    app.register_blueprint(rest)
    app.register_blueprint(phones.make_blueprint())
    app.register_blueprint(page.make_blueprint())
    return app
