"""Which numbers this session has been shown, so that showing one is audited once per claim."""

from service.domain.callback import Callback
from service.web.sessions import current

KEY = "shown"
MOST = 50


def is_shown(callback: Callback) -> bool:
    """Whether this claim's number was revealed in this session."""
    _, session = current()
    return _name(callback) in session.get(KEY, [])


def mark_shown(callback: Callback) -> None:
    """Remember it until the session ends or many others were shown since."""
    _, session = current()
    before = [name for name in session.get(KEY, []) if name != _name(callback)]
    session[KEY] = [*before, _name(callback)][-MOST:]


def _name(callback: Callback) -> str:
    return f"{callback.id}:{callback.token}"
