"""Which phones are to be hung up when a callback is called off."""

from service.actions.ports import WakeUp
from service.domain.callback import Callback, State


def phones_off(callback: Callback) -> tuple[WakeUp, ...]:
    """Wake-ups that end what rings for this callback now; harmless where nothing does."""
    if callback.state not in (State.CALLING, State.UNSURE):
        return ()
    return tuple(WakeUp("hang_up", leg) for leg in callback.leg_ids)
