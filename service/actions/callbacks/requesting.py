"""A call asked for over the API: checked, queued once, promised a time."""

from dataclasses import replace

from service.actions.asking import Asked, Wish, ask_for_callback, promise_to
from service.actions.callbacks.deciding import (
    TRIES,
    Deed,
    answered_before,
    audited,
    commit,
)
from service.actions.ports import Around, Ports
from service.domain.callback_states import NOT_THIS_PERSON
from service.domain.errors import CannotBeDialled, LostRace, NotAllowed


def request_callback(ports: Ports, wish: Wish, *, by: str = "person", request: str = "") -> Asked:
    """Queue the wish, or find the person's open callback.

    Raises CannotBeDialled, and NotAllowed for a person who asked not to be called.
    """
    ours = (ports.policy.number, ports.policy.backup_number)
    if wish.phone in ours or not ports.policy.reach.covers(wish.phone):
        raise CannotBeDialled("this number is no ordinary line in the regions served")
    person = ports.identity.person(wish.phone)
    one_deed = request or f"deed:{ports.new_id()}"
    for _ in range(TRIES):
        around = ports.store.around(person, request=request)
        done = answered_before(ports, request) if around.seen else None
        if done is not None:
            return Asked(done, promise_to(around, wish, ports.policy), is_new=False)
        try:
            return _queue(ports, around, wish, by, one_deed)
        except LostRace:
            continue
    raise LostRace("others keep changing this callback; try again in a moment")


def _queue(ports: Ports, around: Around, wish: Wish, by: str, request: str) -> Asked:
    if not around.person.takes_calls:
        raise NotAllowed("whoever has this number asked us not to call; only they can change that")
    if around.person.is_blocked(around.now) and not wish.crisis:
        raise NotAllowed("this number is blocked for now; a supervisor can change that")
    asked = ask_for_callback(around, wish, ports.policy, ports.new_id)
    if asked.is_new and around.person.is_left_alone and not wish.is_from_phone:
        asked = replace(asked, callback=asked.callback.to_review(NOT_THIS_PERSON, around.now))
    what = "asked for a call" if asked.is_new else "asked again"
    deed = Deed(
        callback=asked.callback,
        now=around.now,
        audit=audited(by, what, asked.callback, f"by {wish.channel}"),
    )
    return replace(asked, callback=commit(ports, request, deed))
