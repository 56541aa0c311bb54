"""On, off, a break, and asking for a supervisor: what touches nobody but whoever texts."""

from datetime import timedelta

from service.actions.call_me import ask_for_supervisor
from service.actions.sms.answer import Decision
from service.actions.sms.team.order import Order
from service.actions.staff import end_break, end_shift, start_shift, take_break

SHORT_BREAK = timedelta(minutes=10)


def on(order: Order) -> Decision:
    """On shift from now."""
    start_shift(order.ports, order.me.id)
    return order.answer("staff_on")


def off(order: Order) -> Decision:
    """Off shift; what was not called goes back."""
    end_shift(order.ports, order.me.id)
    return order.answer("staff_off")


def rest(order: Order) -> Decision:
    """Ten minutes in which nobody rings them."""
    if not order.me.on_shift:
        return order.answer("staff_off_shift")
    take_break(order.ports, order.me.id, order.now + SHORT_BREAK)
    return order.answer("staff_break")


def back(order: Order) -> Decision:
    """Back from it."""
    if not order.me.on_shift:
        return order.answer("staff_off_shift")
    end_break(order.ports, order.me.id)
    return order.answer("staff_back")


def wants_supervisor(order: Order) -> Decision:
    """Somebody with more say is asked to ring them."""
    told = ask_for_supervisor(order.ports, order.me.id)
    return order.answer("staff_supervisor_told" if told else "staff_no_supervisor")
