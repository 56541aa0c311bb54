"""A browser from which somebody has signed in before. Whoever guesses at their account elsewhere
uses up the tries of strangers, not theirs: nobody can be locked out from outside.

A cookie names the browser and, hashed, the accounts it is good for, signed with our key. It opens
nothing: password and code are asked for as ever, and its own tries are limited too.
"""

import secrets
from datetime import timedelta

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from service.web.console.login_limits import account

COOKIE = "__Host-browser"
KEPT = timedelta(days=90)
MOST_ACCOUNTS = 5
"""On a phone that the team shares."""


def account_from_here() -> str:
    """Whose tries these are: the account's as tried by strangers, or by a browser it knows."""
    browser, accounts = _read()
    return f"{account()} {browser}" if account() in accounts else account()


def remember(response: Response) -> Response:
    """Somebody has just signed in here with the account of this form."""
    browser, accounts = _read()
    others = [each for each in accounts if each != account()][: MOST_ACCOUNTS - 1]
    value = _signer().dumps([browser or secrets.token_hex(8), [account(), *others]])
    age = int(KEPT.total_seconds())
    response.set_cookie(COOKIE, str(value), age, secure=True, httponly=True, samesite="Lax")
    return response


def _read() -> tuple[str, list[str]]:
    """The browser's name and the accounts it knows; none for a stranger, or one made up."""
    try:
        kept = request.cookies.get(COOKIE, "")
        browser, accounts = _signer().loads(kept, max_age=int(KEPT.total_seconds()))
    except (BadSignature, ValueError, TypeError):
        return "", []
    return str(browser), [str(each) for each in accounts]


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="a browser that signed in")
