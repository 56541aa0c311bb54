"""ANTES: sooner, with an interpreter, instead of waiting for somebody who speaks Spanish.

Offered only where an interpreter can be rung. From then on anybody may take the callback.
"""

from dataclasses import replace

from service.actions.asking import Wish, promise_to
from service.actions.ports import AuditLine
from service.actions.sms.answer import Decision, Situation, decide, remembering
from service.actions.sms.callback_words import promise_words
from service.actions.sms.loops import folded_body
from service.domain.callback import State

SOONER = frozenset({"antes", "con interprete", "con intérprete", "interprete", "intérprete"})
CAN_STILL_CHANGE = frozenset({State.WAITING, State.REVIEW})


def interpreter_reply(situation: Situation) -> Decision | None:
    """Let anybody take it; None where it was not asked for, or cannot be had."""
    callback, ports = situation.known.callback, situation.ports
    said = folded_body(situation.body).strip(" .,!¡¿?")
    if said not in SOONER or callback is None or not ports.policy.interpreter_number:
        return None
    if callback.language != "es" or callback.state not in CAN_STILL_CHANGE:
        return None
    spanish = replace(situation, means=replace(situation.means, language="es"))
    wish = Wish(
        phone=callback.phone,
        language=callback.language,
        reason=callback.reason,
        channel="sms",
        crisis=callback.crisis,
        zone=callback.zone,
        interpreter=True,
    )
    promise = promise_to(situation.known, wish, ports.policy)
    with_interpreter = replace(callback, interpreter=True)
    if callback.state is State.WAITING and not callback.interpreter:
        sooner = min(callback.promise_at, promise.by)
        with_interpreter = replace(
            with_interpreter,
            promise_at=sooner,
            due_at=min(callback.due_at, promise.ready),
            named_at=None,
        )
    decision = replace(
        decide(
            spanish,
            "callback-open",
            "interpreter_saved",
            must_be_saved=True,
            when=promise_words(spanish, promise, callback.zone),
        ),
        callback=with_interpreter,
        audit=(AuditLine("person", "with an interpreter", f"callback:{callback.id}", "by text"),),
    )
    return remembering(decision, question="callback", misunderstood=0)
