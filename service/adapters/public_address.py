"""Asks our own public address whether it leads to us: a proxy, a name or a certificate that is
wrong would keep Twilio from us without a word.
"""

import hashlib
import hmac

import requests

WAIT_S = 10.0
LEARN = 64 * 1024


def mark_of(index_key: str) -> str:
    """What tells one installation from another, and nobody anything else."""
    return hmac.new(index_key.encode(), b"this installation", hashlib.sha256).hexdigest()[:16]


def what_is_wrong(public_url: str, mark: str) -> str:
    """A sentence for an operator; "" when we answer there ourselves."""
    address = f"{public_url.rstrip('/')}/health/live"
    try:
        answer = requests.get(address, timeout=WAIT_S, allow_redirects=False, stream=True)
        with answer:
            body = answer.raw.read(LEARN, decode_content=True)
    except (requests.RequestException, OSError) as error:
        return f"{address} cannot be reached from here ({type(error).__name__})."
    if answer.status_code != requests.codes.ok:
        return f"{address} answers {answer.status_code}; it should lead to this service."
    if mark.encode() not in body:
        return f"{address} leads to something else than this service."
    return ""
