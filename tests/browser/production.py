"""The web application as in production, over TLS, without proxies and processes around it."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from argon2 import PasswordHasher
from flask import Flask
from werkzeug.serving import make_server

from service.actions.ports import Ports
from service.app import create
from service.settings import load_settings
from service.web.ports import NAME
from tests.valkey import UNHURRIED


def a_production_app(valkey_url: str, directory: Path) -> Flask:
    """The demo's settings under production's rules: second factor, __Host- cookies, limits."""
    app = create(
        load_settings(
            {
                "HELPLINE_MODE": "demo",
                "HELPLINE_REDIS_URL": f"{valkey_url}?{UNHURRIED}",
                "HELPLINE_DATA_DIR": str(directory),
                "HELPLINE_PUBLIC_URL": "https://helpline.example.org",
            }
        )
    )
    web = app.extensions[NAME]
    policy = replace(web.ports.policy, is_demo=False)
    app.extensions[NAME] = replace(web, ports=replace(web.ports, policy=policy), is_demo=False)
    web.ports.passwords._hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    return app


def ports_of(app: Flask) -> Ports:
    """The ports the application itself uses."""
    found: Ports = app.extensions[NAME].ports
    return found


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve it with a certificate nobody signed; gives the address."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = make_server("127.0.0.1", 0, app, threaded=True, ssl_context="adhoc")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(5)
