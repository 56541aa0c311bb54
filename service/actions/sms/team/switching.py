"""CLOSE and OPEN by a supervisor's text.

A forged sender could close the helpline, so CLOSE is answered with a code, to the true phone, and
takes effect when that code comes back. OPEN harms nobody and takes effect at once.
"""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from service.actions.sms.answer import Decision
from service.actions.sms.team.order import Order, remembered
from service.actions.switch import Shutting, close_helpline, open_helpline
from service.domain.specialist import Role
from service.domain.stated_time import stated_time

GOOD_FOR = timedelta(minutes=10)


def close(order: Order) -> Decision:
    """Ask for the code, or close with it."""
    if order.me.role is Role.SPECIALIST:
        return order.answer("staff_supervisors_only")
    if order.command.rest.isdigit():
        return _with_code(order)
    until = _until(order)
    if until is None and order.command.rest:
        return order.answer("staff_which_end")
    code = f"{secrets.randbelow(9000) + 1000}"
    asked = (
        order.answer("staff_close_until", when=order.when(until), code=code)
        if until
        else order.answer("staff_close", code=code)
    )
    return remembered(asked, close_code=code, close_asked_at=order.now, close_until=until)


def open_again(order: Order) -> Decision:
    """The usual hours hold again."""
    if order.me.role is Role.SPECIALIST:
        return order.answer("staff_supervisors_only")
    open_helpline(order.ports, order.me.id)
    return order.answer("staff_opened")


def _with_code(order: Order) -> Decision:
    kept, typed = order.conversation, order.command.rest
    asked_at = kept.close_asked_at
    in_time = asked_at is not None and order.now - asked_at < GOOD_FOR
    right = bool(kept.close_code) and secrets.compare_digest(kept.close_code, typed)
    if not (in_time and right):
        # One try: whoever guesses must ask anew, and the true phone reads that.
        return _forgotten(order.answer("staff_wrong_code"))
    close_helpline(order.ports, order.me.id, Shutting(until=kept.close_until))
    return _forgotten(order.answer("staff_closed_now"))


def _forgotten(decision: Decision) -> Decision:
    kept = replace(decision.conversation, close_code="", close_asked_at=None, close_until=None)
    return replace(decision, conversation=kept)


def _until(order: Order) -> datetime | None:
    how, _, said = order.command.rest.lower().partition(" ")
    if not said:
        return None
    words = f"in {said}" if how == "for" else said
    return stated_time(words, now=order.now, zone=order.zone)
