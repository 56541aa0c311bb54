"""CALL and NOCALL: the request is queued at the first word, everything else is refinement.

Every answer names a computed time and the number that will ring.
"""

from dataclasses import replace

from service.actions.asking import Asked, Wish, ask_for_callback, promise_to
from service.actions.phones_off import phones_off
from service.actions.ports import AuditLine
from service.actions.sms.answer import Decision, Situation, decide, remembering
from service.actions.sms.named_hours import (
    HOUR_CONFIRMED,
    PUT_OFF_CONFIRMED,
    at_hour,
    held_for_hour,
    part_named,
    put_off,
    said_time,
    wants_hour_nobody_calls_at,
)
from service.actions.sms.not_dialled import can_be_rung, not_dialled
from service.actions.sms.stranger import is_stranger
from service.actions.sms.their_place import zone_told
from service.domain.callable_now import takes_hour, waits_for_hour
from service.domain.callback import Callback, Outcome, Reason, State
from service.domain.gsm7 import to_gsm7
from service.domain.phone import known_zone, zones_of
from service.domain.promise import Promise
from service.domain.said_later import asks_for_later, without_later
from service.domain.stated_time import asks_at_a_time
from service.domain.understanding.answers import names_unreachable_number
from service.domain.understanding.folding import fold
from service.domain.when_words import when_words

ASKS = frozenset({"callback", "human"})
HAS_ITS_OWN_WORDS = frozenset({"family", "chat", "story"})
TEXT_FIRST = "text-first"
ANSWER_NEEDED = "callback_answer_needed"
# While they are talking no further call will come, so there is nothing to cancel.
MAY_BE_CANCELLED = frozenset(State) - {State.TALKING, State.CLOSED}


def callback_reply(situation: Situation) -> Decision | None:
    """Queue or cancel a callback; None when the text asks for neither."""
    if situation.means.intent == "callback:cancel":
        return cancel(situation)
    if situation.means.intent in ASKS and situation.means.refined not in HAS_ITS_OWN_WORDS:
        return request(situation)
    return None


def request(situation: Situation, *, reason: Reason = Reason.TREATMENT) -> Decision:
    """Put the person on the list, or find them there already."""
    if not can_be_rung(situation):
        return not_dialled(situation)
    known = situation.known
    asked = ask_for_callback(
        known, _wish(situation, reason), situation.ports.policy, situation.ports.new_id
    )
    callback, key = _at_their_time(situation, asked.callback)
    asked = replace(asked, callback=callback)
    decision = _answered(situation, asked, key)
    more = (*_why_closed(situation), *_which_number(situation), *_time_not_read(situation, key))
    decision = replace(
        decision,
        messages=(*decision.messages, *more),
        person=known.person.asks_for_call(),
        callback=asked.callback,
        audit=(_asked_line(asked),),
    )
    return remembering(decision, question="callback", misunderstood=0)


def asks_later(situation: Situation) -> bool:
    """Whether they ask for a call and say "later": with none saved yet, it is saved."""
    means = situation.means
    asks = means.intent in ASKS and means.refined not in HAS_ITS_OWN_WORDS
    return asks and asks_for_later(situation.body)


def cancel(situation: Situation) -> Decision:
    """NOCALL: the person takes the request back themselves."""
    callback = situation.known.callback
    if callback is None or callback.state not in MAY_BE_CANCELLED:
        return decide(situation, "noted", "nothing_to_cancel")
    closed = callback.close(Outcome.CANCELLED, situation.known.now)
    decision = replace(
        decide(situation, "callback-cancelled", "nocall", must_be_saved=True),
        callback=closed,
        wakeups=phones_off(callback),
        audit=(AuditLine("person", "cancelled", f"callback:{closed.id}", "by text"),),
    )
    return remembering(decision, question="")


def when_if_asked_now(situation: Situation, *, crisis: bool = False) -> str:
    """The time a request made this minute would be promised, in words."""
    wish = _wish(situation, Reason.TREATMENT)
    promise = promise_to(
        situation.known, replace(wish, crisis=wish.crisis or crisis), situation.ports.policy
    )
    return promise_words(situation, promise, wish.zone)


def promise_words(situation: Situation, promise: Promise, zone: str = "") -> str:
    """A promise as it stands in a text."""
    return when_words(
        promise.by if promise.now else promise.starts,
        now=situation.known.now,
        zone=known_zone(situation.phone, zone),
        language=situation.language,
        kind="by" if promise.now else "from",
    )


def _wish(situation: Situation, reason: Reason) -> Wish:
    known = situation.known
    return Wish(
        phone=situation.phone,
        language=situation.language,
        reason=reason,
        channel="sms",
        crisis=known.conversation.is_in_safe_mode(known.now),
        zone=zone_told(situation) or (known.callback.zone if known.callback else ""),
        text_first=situation.means.refined == TEXT_FIRST,
        stranger=is_stranger(situation),
    )


def _at_their_time(situation: Situation, callback: Callback) -> tuple[Callback, str]:
    """The callback at the time that they ask for, and the words that confirm it; "" where they
    name none that we can tell and keep."""
    later = asks_later(situation) and not asks_at_a_time(without_later(situation.body))
    named = None if later else said_time(situation, callback, bare_hours=False)
    if wants_hour_nobody_calls_at(situation, callback, bare_hours=False):
        return held_for_hour(situation, callback), ANSWER_NEEDED
    if not takes_hour(callback) or not (later or named):
        return callback, ""
    if named:
        part = part_named(situation, callback)
        return at_hour(situation, callback, named, part=part), HOUR_CONFIRMED
    return put_off(situation, callback), PUT_OFF_CONFIRMED


def _time_not_read(situation: Situation, confirmed: str) -> tuple[str, ...]:
    """That we could not tell the time they asked for; else they take our own hour for theirs."""
    if confirmed or not asks_at_a_time(situation.body):
        return ()
    return (situation.words(ANSWER_NEEDED),)


def _answered(situation: Situation, asked: Asked, confirmed: str) -> Decision:
    outcome = "callback-queued" if asked.is_new else "callback-open"
    if asked.callback.behind:
        # No time is named: nobody knows how many of those in front are there at all.
        key = "callback_saved_many" if asked.is_new else "callback_already_many"
        return decide(situation, outcome, key, must_be_saved=True)
    if confirmed == ANSWER_NEEDED:
        return decide(situation, outcome, confirmed, must_be_saved=True)
    if confirmed:
        when = when_of(situation, asked.callback)
        return decide(situation, outcome, confirmed, must_be_saved=True, when=when)
    if situation.means.refined == TEXT_FIRST:
        when = _when(situation, asked)
        return decide(situation, outcome, "text_first_ok", must_be_saved=True, when=when)
    key = _key(situation, asked)
    values = {} if key == "callback_saved_zone_needed" else {"when": _when(situation, asked)}
    return decide(situation, outcome, key, must_be_saved=True, **values)


def _key(situation: Situation, asked: Asked) -> str:
    if not asked.is_new:
        return "callback_already"
    if _zone_needed(situation, asked.callback):
        return "callback_saved_zone_needed"
    on_shift = {} if situation.known.is_closed else situation.known.on_shift
    spoken = {each for languages in on_shift.values() for each in languages}
    if situation.language == "es" and spoken and "es" not in spoken:
        sooner = situation.ports.policy.interpreter_number
        return "callback_saved_no_spanish" if sooner else "callback_saved_no_spanish_plain"
    return "callback_saved" if asked.promise.now else "callback_saved_closed"


def _why_closed(situation: Situation) -> tuple[str, ...]:
    """What the operator says while the switch keeps the helpline closed."""
    known = situation.known
    words = known.closing.words(situation.language) if known.is_closed else ""
    return (to_gsm7(words),) if words else ()


def _which_number(situation: Situation) -> tuple[str, ...]:
    """That it is theirs that rings, where they named another that cannot."""
    if not names_unreachable_number(fold(situation.body)):
        return ()
    return (situation.words("only_your_number"),)


def _zone_needed(situation: Situation, callback: Callback) -> bool:
    """Whether a good hour cannot be told from the number alone."""
    if situation.ports.policy.calling.always or callback.crisis:
        return False
    return not callback.zone and len(zones_of(situation.phone)) > 1


def _when(situation: Situation, asked: Asked) -> str:
    """An open callback keeps its time; one that has passed is promised anew, truthfully."""
    if asked.is_new:
        return promise_words(situation, asked.promise, asked.callback.zone)
    return when_of(situation, asked.callback)


def when_of(situation: Situation, callback: Callback) -> str:
    """The time an open callback was promised for, or is put off to."""
    now = situation.known.now
    later = callback.due_at > now and callback.state is State.WAITING
    named = callback.named_at if waits_for_hour(callback, now) else None
    if callback.promise_at <= now and not (later or named):
        return when_if_asked_now(situation)  # that time has passed: name one we can keep
    first = callback.due_at if later else named
    return when_words(
        first or callback.promise_at,
        now=now,
        zone=known_zone(situation.phone, callback.zone),
        language=situation.language,
        kind="from" if first else "by",
    )


def _asked_line(asked: Asked) -> AuditLine:
    what = "asked for a call" if asked.is_new else "asked again"
    return AuditLine("person", what, f"callback:{asked.callback.id}", "by text")
