"""How much anybody may send to any address, whether or not they say beforehand how much it is.

Knows nothing of what is sent; narrower limits are the webhooks' and the API's own.
"""

from flask import Flask, abort, request

# A specialist's note has at most 4,000 characters, twelve bytes each in a form at worst.
MOST_BYTES = 128 * 1024


def limit_bodies(app: Flask) -> None:
    """Read every body before its route sees it, and refuse one that is too large."""
    app.before_request(_read_whole)


def _read_whole() -> None:
    # Of a body of unstated length Werkzeug hands on the first part that fits, without a word:
    # one byte more than fits tells it from a whole one.
    request.max_content_length = MOST_BYTES + 1
    if len(request.get_data(cache=True, parse_form_data=False)) > MOST_BYTES:
        abort(413, f"A request has at most {MOST_BYTES} bytes.")
