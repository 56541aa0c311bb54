"""TAKE: the crisis alert that waits longest is theirs, with a callback to its person in hand."""

from datetime import timedelta

from service.actions.alert_taking import callback_for_alert, take_alert, why_not_called
from service.actions.sms.answer import Decision
from service.actions.sms.team.order import Order
from service.domain.alert import Alert
from service.domain.call import Call
from service.domain.errors import NotAllowed

SAME_TEXT_AGAIN = timedelta(minutes=1)


def take(order: Order) -> Decision:
    """Take it; colleagues see that at once. On call counts as well as on shift."""
    if not (order.me.on_shift or order.me.is_on_call):
        return order.answer("staff_off_shift")
    alert = _which(order)
    if alert is None:
        return order.answer("staff_no_alert")
    take_alert(order.ports, alert.id, order.me.id)
    call = order.ports.store.get(Call, alert.call_sid) if alert.call_sid else None
    if why_not_called(alert, call, order.ports.policy.reach):
        return order.answer("staff_taken_not_called")
    try:
        callback_for_alert(order.ports, alert.id, order.me.id)
    except NotAllowed:
        # A colleague holds this person's callback: the alert is ours, the call is theirs.
        return order.answer("staff_taken_elsewhere")
    return order.answer("staff_taken")


def _which(order: Order) -> Alert | None:
    """Taken a moment ago (this very text, come again), else the oldest nobody has, else mine."""
    alerts = order.ports.store.open_alerts()
    mine = [a for a in alerts if a.taken_by == order.me.id and a.taken_at is not None]
    latest = max(mine, key=lambda a: a.taken_at or a.created_at, default=None)
    if latest and order.now - (latest.taken_at or latest.created_at) < SAME_TEXT_AGAIN:
        return latest
    waiting = [a for a in alerts if a.is_unanswered]
    spoken = [a for a in waiting if order.me.speaks(a.language)]
    return next(iter(spoken or waiting), latest)
