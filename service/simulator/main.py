"""Runs the simulator as a process: loopback only, gone with its parent.

Served by werkzeug's threaded server. All state lives in this one process and its
threads, so servers made of several processes or an event loop would only stand in
the way; and a process without a master leaves nothing behind when it is killed.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from service.simulator.app import create_app
from service.simulator.exchange import Exchange, build_exchange
from service.simulator.options import Options, parse_options

HOST = "127.0.0.1"
PR_SET_PDEATHSIG = 1


class QuietHandler(WSGIRequestHandler):
    """Keeps connections open between polls and does not log every one of them."""

    protocol_version = "HTTP/1.1"
    # Head and body are written apart; waiting between them would cost 40 ms each time.
    disable_nagle_algorithm = True

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


def serve(options: Options) -> None:
    """Serve until told to stop."""
    _die_with_parent()
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    server = make_server_for(build_exchange(options), options.port)
    sys.stdout.write(f"simulator: phones at http://{HOST}:{server.port}/simulator/\n")
    sys.stdout.flush()
    server.serve_forever()


def make_server_for(exchange: Exchange, port: int) -> BaseWSGIServer:
    """A server on loopback; port 0 takes any free one (see its `port`)."""
    return make_server(
        HOST, port, create_app(exchange), threaded=True, request_handler=QuietHandler
    )


def main(words: Sequence[str] | None = None) -> None:
    serve(parse_options(sys.argv[1:] if words is None else words))


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    # At once: nothing here is worth keeping, and calls in threads would hold it up.
    os._exit(0)
