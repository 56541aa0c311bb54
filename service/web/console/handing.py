"""Handing a callback over: by its holder, or by a supervisor who shifts work between people."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from service.actions.callbacks import hand_over
from service.domain.callback import Callback
from service.domain.errors import NotAllowed
from service.domain.specialist import Specialist
from service.web.console.access import me, safe_next
from service.web.console.blueprint import blueprint
from service.web.console.deeds import do, token
from service.web.ports import ports


@blueprint.post("/callbacks/<callback_id>/hand-over")
def give_to(callback_id: str) -> ResponseReturnValue:
    """Make it somebody else's; the page it was pressed on must still be true."""

    def act() -> Callback:
        to = ports().store.get(Specialist, request.form.get("to", "")[:64])
        if to is None or to.disabled:
            raise NotAllowed("choose who is to have it")
        return hand_over(ports(), callback_id, to.id, me().id, token=token())

    done = do(callback_id, act, "Handed over.")
    back = request.form.get("next", "")
    return redirect(safe_next(back), 303) if back else done
