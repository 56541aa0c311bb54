"""Working the queue by text: one callback at a time, so that no word can mean two of them."""

from collections.abc import Callable
from datetime import datetime, timedelta

from service.actions.alert_taking import sign_off_alert
from service.actions.callbacks import call_back, claim_next, close_callback, put_back
from service.actions.callbacks.deciding import answered_before, live_legs
from service.actions.sms.answer import Decision
from service.actions.sms.team.order import Order
from service.domain.alert import Alert
from service.domain.callable_now import callable_from
from service.domain.callback import Callback, Outcome, State
from service.domain.errors import OutsideCallingHours
from service.domain.staff_command import OUTCOMES
from service.domain.stated_time import stated_time
from service.domain.text_first import may_ring_from

AN_HOUR = timedelta(hours=1)
SEEN_TO = frozenset({Outcome.REACHED, Outcome.REFERRED})


def next_one(order: Order) -> Decision:
    """Claim the best one in their languages, and say what may be said of it."""
    if not order.me.on_shift:
        return order.answer("staff_off_shift")
    held = order.ports.store.held_by(order.me.id)
    if held:
        return _about_mine(order, held)
    taken = claim_next(order.ports, order.me.id, request=order.request)
    return described(order, taken) if taken else order.answer("staff_nothing_waits")


def listed(order: Order) -> Decision:
    """How much waits, and what they hold; no more than numbers."""
    store = order.ports.store
    return order.answer(
        "staff_list",
        ready=min(store.queue_counts(order.now).ready, 999),
        urgent=min(sum(a.is_unanswered for a in store.open_alerts()), 99),
        mine=min(len(store.held_by(order.me.id)), 99),
    )


def dial(order: Order) -> Decision:
    """Ring their phone, then the person's: the console's own call."""

    def call(callback: Callback) -> Callback:
        return call_back(
            order.ports, callback.id, callback.token, order.me.id, request=order.request
        )

    return _with_mine(order, call) or _dialled(order)


def _dialled(order: Order) -> Decision:
    """Their phone rings, or, for who asked for it, a text went out first."""
    callback = answered_before(order.ports, order.request)
    if callback is not None and callback.state is State.CLAIMED and callback.told_at is not None:
        from_when = order.when(may_ring_from(callback, order.now), "from")
        return order.answer("staff_texted_first", when=from_when)
    return order.answer("staff_dialling")


def done(order: Order) -> Decision | None:
    """Close it with the outcome they name, once their phone has been rung.

    Whoever holds nothing and is off shift, or wrote of a crisis, may mean no work of ours by it.
    """
    outcome = OUTCOMES.get(order.command.rest)
    if outcome is None and order.ports.store.held_by(order.me.id):
        return order.answer("staff_how_done")
    if outcome is None:
        works = order.me.on_shift and not order.conversation.is_in_safe_mode(order.now)
        return order.answer("staff_nothing_held") if works else None

    def close(callback: Callback) -> Callback:
        return close_callback(
            order.ports,
            callback.id,
            callback.token,
            outcome,
            order.me.id,
            request=order.request,
        )

    return _with_mine(order, close, ended=True, tried=True) or _closed(order, outcome)


def later(order: Order) -> Decision | None:
    """Put it back for a time on the helpline's clock, or for an hour from now.

    Whoever holds nothing texts it as a caller who is asked when to be called.
    """
    before = answered_before(order.ports, order.request)
    if before is not None:
        return order.answer("staff_put_back", when=order.when(before.due_at))
    if not order.ports.store.held_by(order.me.id):
        return None
    at = _time_named(order)
    if at is None:
        return order.answer("staff_which_time")

    def put(callback: Callback) -> Callback:
        named = bool(order.command.rest)
        moment = at if named else callable_from(callback, order.ports.policy, at)
        return put_back(
            order.ports, callback.id, callback.token, moment, order.me.id, request=order.request
        )

    refused = _with_mine(order, put, ended=True)
    after = answered_before(order.ports, order.request)
    due_at = after.due_at if after else at
    return refused or order.answer("staff_put_back", when=order.when(due_at))


def described(order: Order, callback: Callback) -> Decision:
    """What may be said of it by text: no number, no topic (rule 9)."""
    said = [order.word("staff_word_urgent")] if callback.crisis else []
    said.append(order.word(f"staff_word_{callback.language}"))
    said.append(order.word(f"staff_word_{'other' if callback.about_other else 'self'}"))
    said.append(order.word(f"staff_word_try_{min(callback.attempts, 2) + 1}"))
    when = order.when(callback.promise_at, "by")
    return order.answer("staff_yours", what=", ".join(said), when=when)


def not_now(order: Order, error: OutsideCallingHours) -> Decision:
    """The person's own day is over; from when it goes on."""
    if not isinstance(error.next_at, datetime):
        return order.answer("staff_not_possible")
    return order.answer("staff_not_now", when=order.when(error.next_at, "from"))


def _with_mine(
    order: Order,
    deed: Callable[[Callback], Callback],
    *,
    ended: bool = False,
    tried: bool = False,
) -> Decision | None:
    """Do it with the one they hold, or say why not; None when it is done.

    `ended`: only when no phone rings or talks for it any more. `tried`: only when their phone was
    dialled, as nobody's request may be ended by a forged text alone.
    """
    if answered_before(order.ports, order.request) is not None:
        return None
    held = order.ports.store.held_by(order.me.id)
    callback = _in_hand(held)
    if callback is None:
        return order.answer("staff_many" if held else "staff_nothing_held")
    # Off shift only what must still be brought to its end.
    if not (order.me.on_shift or callback.crisis or callback.spoke_at):
        return order.answer("staff_off_shift")
    if ended and live_legs(order.ports, callback):
        return order.answer("staff_still_talking")
    if tried and callback.tried_at is None:
        return order.answer("staff_dial_first")
    deed(callback)
    return None


def _in_hand(held: list[Callback]) -> Callback | None:
    """The only one, or the only crisis; never a guess."""
    if len(held) == 1:
        return held[0]
    crises = [each for each in held if each.crisis]
    return crises[0] if len(crises) == 1 else None


def _about_mine(order: Order, held: list[Callback]) -> Decision:
    callback = _in_hand(held)
    return described(order, callback) if callback else order.answer("staff_many")


def _closed(order: Order, outcome: Outcome) -> Decision:
    """It is closed. After a crisis ten minutes are offered, and the alert must be seen to."""
    callback = answered_before(order.ports, order.request)
    if callback is not None and callback.is_open:  # they asked for another call meanwhile
        return order.answer("staff_put_back", when=order.when(callback.due_at))
    said = order.word(f"staff_word_{order.command.rest.split()[0].lower()}")
    if callback is None or not callback.crisis:
        return order.answer("staff_closed", outcome=said)
    if not _sign_off(order, callback, outcome):
        return order.answer("staff_closed_alert_open", outcome=said)
    return order.answer("staff_closed_urgent", outcome=said)


def _sign_off(order: Order, callback: Callback, outcome: Outcome) -> bool:
    """Sign off what was seen to by talking; whether no alert is left for them."""
    mine = [a for a in order.ports.store.open_alerts() if _is_mine(a, order.me.id, callback)]
    if outcome not in SEEN_TO:
        return not mine
    for alert in mine:
        sign_off_alert(order.ports, alert.id, order.me.id)
    return True


def _is_mine(alert: Alert, who: str, callback: Callback) -> bool:
    return alert.taken_by == who and callback.id == alert.callback


def _time_named(order: Order) -> datetime | None:
    if not order.command.rest:
        return order.now + AN_HOUR
    # "in" makes "2 hours" a length of time; before a clock or a day it changes nothing.
    return stated_time(f"in {order.command.rest.lower()}", now=order.now, zone=order.zone)
