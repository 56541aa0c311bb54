"""Answers to an open question, small wishes about a callback, and what was not understood."""

from dataclasses import replace

from service.actions.ports import AuditLine
from service.actions.sms import callback_words
from service.actions.sms.answer import Decision, Situation, decide, remembering
from service.domain.callback import Callback, State

ON_THE_PHONE = frozenset({State.CALLING, State.TALKING})


def follow_up_reply(situation: Situation) -> Decision | None:
    """Refine an open callback, or erase; None when the text does neither."""
    refined = situation.means.refined
    callback = situation.known.callback
    if refined == "voicemail":
        return _voicemail(situation, callback)
    if refined == "erase":
        return _erase(situation, callback)
    if refined == "later" and callback is not None:
        return _later(situation, callback)
    return None


def not_understood(situation: Situation) -> Decision:
    """First time the menu is offered, the second time a person."""
    count = situation.known.conversation.misunderstood + 1
    key = "not_understood_1" if count == 1 else "not_understood_2"
    return remembering(decide(situation, "unknown", key), misunderstood=count % 2)


def _erase(situation: Situation, callback: Callback | None) -> Decision:
    """Forget the person at once; what lies in older records is owed to the sweep."""
    known = situation.known
    if callback is not None and callback.state in ON_THE_PHONE:
        return decide(situation, "not-noted", "not_noted")
    forgets = [r for r in (callback, known.conversation) if r is not None and r.version]
    return replace(
        decide(situation, "erased", "erased", must_be_saved=True),
        forgets=tuple(forgets),
        owed=(f"erase:{known.person.id}",),
        audit=(AuditLine("person", "asked to be erased", f"person:{known.person.id}"),),
        introduces=False,
    )


def _voicemail(situation: Situation, callback: Callback | None) -> Decision:
    if callback is None:
        return decide(situation, "noted", "nothing_to_cancel")
    return replace(
        decide(situation, "noted", "voicemail_ok", must_be_saved=True),
        callback=replace(callback, voicemail_ok=True),
        audit=(AuditLine("person", "allowed voicemail", f"callback:{callback.id}"),),
    )


def _later(situation: Situation, callback: Callback) -> Decision:
    """Not now: two hours later, inside the person's calling hours."""
    if callback.state is not State.WAITING:
        return decide(
            situation,
            "callback-open",
            "callback_already",
            when=callback_words.when_if_asked_now(situation),
        )
    moved = callback_words.put_off(situation, callback)
    return replace(
        decide(
            situation,
            "noted",
            "later",
            must_be_saved=True,
            when=callback_words.when_of(situation, moved),
        ),
        callback=moved,
        audit=(AuditLine("person", "asked for later", f"callback:{moved.id}"),),
    )
