"""How often somebody may try to sign in, by account and by address; never in demo mode.

Where tries are counted is the app's RATELIMIT_STORAGE_URI (memory of the process without one).
"""

import hashlib

from flask import request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from service.web.ports import ports
from service.web.sessions import current

PER_ACCOUNT_AND_ADDRESS = "10 per 15 minutes"
PER_ADDRESS = "50 per 15 minutes"
PER_SESSION_OWNER = "10 per 15 minutes"
# High, so that nobody can lock a specialist out from elsewhere, and still no use for guessing.
PER_ACCOUNT = "100 per hour"

limiter = Limiter(get_remote_address, swallow_errors=True, in_memory_fallback_enabled=True)


def account() -> str:
    """Which account is tried; hashed, as an address could be a name."""
    email = request.form.get("email", "").strip().casefold()
    return hashlib.sha256(email.encode("utf-8", "replace")).hexdigest()[:32]


def signed_in_account() -> str:
    """Whose session it is: a stolen one must not be able to guess the password."""
    _, session = current()
    return session.signed_in.who if session.signed_in is not None else get_remote_address()


def account_and_address() -> str:
    """One account as tried from one place."""
    return f"{account()} {get_remote_address()}"


def in_demo() -> bool:
    """A demo has no limits: its password is printed on the screen."""
    return ports().policy.is_demo
