"""Turns "please call me" into a callback record and a computed promise.

Pure: it reads what `around` knows and returns the record to commit; whoever answers the person
commits it together with the reply. One open callback per person: a second request merges.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from service.actions.ports import Around
from service.domain.callable_now import hour_of
from service.domain.callback import Callback, Reason, State
from service.domain.flood import come_forward, from_stranger, is_flood
from service.domain.phone import zones_where
from service.domain.policy import Policy
from service.domain.promise import Promise, promise_for


@dataclass(frozen=True, slots=True)
class Asked:
    """The callback to commit (`is_new`: none was open before) and what may be promised."""

    callback: Callback
    promise: Promise
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody asks for. `phone` is E.164; `zone` as in zone_said when they told us.

    `stranger`: it comes by a text, and that text is all we know of them. `given_person`: whose the
    phone is, where it was keyed in by whoever called.
    """

    phone: str
    language: str
    reason: Reason
    channel: str
    crisis: bool = False
    about_other: bool = False
    zone: str = ""
    voicemail_ok: bool = False
    promised_now: bool = False
    interpreter: bool = False
    text_first: bool = False
    stranger: bool = False
    given_person: str = ""

    @property
    def number_given(self) -> bool:
        """Whether the phone was keyed in by whoever called."""
        return bool(self.given_person)

    @property
    def is_from_phone(self) -> bool:
        """Whether it comes from the very phone that is to ring, not by keys or a form."""
        return not self.number_given and self.channel in ("sms", "voice")


def ask_for_callback(
    around: Around, wish: Wish, policy: Policy, new_id: Callable[[], str]
) -> Asked:
    """Queue the wish, or merge it into the person's open callback; never lose a place."""
    promise = promise_to(around, wish, policy)
    existing = around.callback
    if existing is not None and existing.is_open:
        return Asked(_merged(around, existing, wish, promise), promise, is_new=False)
    fresh = _fresh(around, wish, promise, new_id())
    if wish.stranger and not wish.crisis:
        flood = is_flood(around.strangers, policy.flood_from)
        fresh = from_stranger(fresh, flood=flood)
    return Asked(fresh, promise, is_new=True)


def came_forward(around: Around, callback: Callback, policy: Policy) -> Callback:
    """Their open callback, now that they have shown to be somebody."""
    return come_forward(callback, _promise_again(around, callback, policy).by)


def called_again(around: Around, callback: Callback, policy: Policy) -> Callback:
    """Back in the queue for the call they asked for after a talk; the time they were told stays,
    unless it has passed."""
    promise = _promise_again(around, callback, policy)
    told = callback.promise_at > around.now
    over = callback.hung_up(around.now) if callback.state is State.TALKING else callback
    if callback.has_no_number:
        return over.loses_number(around.now)
    return over.wanted_after_all(callback.promise_at if told else promise.by, promise.ready)


def called_sooner(around: Around, callback: Callback, policy: Policy) -> Callback:
    """The callback as early as it can be promised now; itself where it comes no later. The hour
    that they named before is theirs no more, a promise that is sooner stays."""
    promise = _promise_again(around, callback, policy)
    if hour_of(callback, around.now) <= promise.ready:
        return callback
    waits = callback.state is State.WAITING
    return replace(
        callback,
        due_at=promise.ready if waits else callback.due_at,
        promise_at=min(promise.by, max(callback.promise_at, promise.ready)),
        named_at=None,
        part_wanted="",
    )


def _promise_again(around: Around, callback: Callback, policy: Policy) -> Promise:
    wish = Wish(
        phone=callback.phone,
        language=callback.language,
        reason=callback.reason,
        channel=callback.channel,
        crisis=callback.crisis,
        zone=callback.zone,
        interpreter=callback.interpreter,
    )
    return promise_to(around, wish, policy)


def promise_to(around: Around, wish: Wish, policy: Policy) -> Promise:
    """The time that may truthfully be named to this person now."""
    calling = policy.calling
    if wish.crisis and policy.crisis_ignores_calling_hours:
        calling = replace(calling, always=True)
    anybody = wish.interpreter
    speaking = sum(anybody or wish.language in spoken for spoken in around.on_shift.values())
    return promise_for(
        around.now,
        hours=around.closing.over(policy.hours, around.now),
        calling=calling,
        zones=zones_where(wish.phone, wish.zone),
        on_shift=speaking,
        waiting_before=0 if wish.crisis else around.waiting,
    )


def _fresh(around: Around, wish: Wish, promise: Promise, callback_id: str) -> Callback:
    return Callback(
        id=callback_id,
        person=around.person.id,
        phone=wish.phone,
        language=wish.language,
        reason=Reason.CRISIS if wish.crisis else wish.reason,
        created_at=around.now,
        promise_at=around.now if wish.promised_now else promise.by,
        due_at=promise.ready,
        channel=wish.channel,
        crisis=wish.crisis,
        about_other=wish.about_other,
        voicemail_ok=wish.voicemail_ok,
        interpreter=wish.interpreter,
        text_first=wish.text_first,
        zone=wish.zone,
        on_line=around.on_line,
        number_given=wish.number_given,
        given_person=wish.given_person,
    )


def _merged(around: Around, existing: Callback, wish: Wish, promise: Promise) -> Callback:
    sooner = wish.crisis and not existing.crisis
    if existing.is_left_alone(wish.phone) and not wish.is_from_phone:
        return replace(existing, crisis=existing.crisis or wish.crisis)
    if existing.stranger and (wish.crisis or not wish.stranger):
        existing = come_forward(existing, promise.by)
    merged = replace(
        existing.to_ring(wish.phone, given=wish.given_person).asks_again(around.now),
        crisis=existing.crisis or wish.crisis,
        language=wish.language,
        zone=wish.zone or existing.zone,
        voicemail_ok=wish.voicemail_ok or existing.voicemail_ok,
        interpreter=wish.interpreter or existing.interpreter,
        text_first=wish.text_first or existing.text_first,
        about_other=wish.about_other or existing.about_other,
        on_line=around.on_line or existing.on_line,
        promise_at=min(existing.promise_at, promise.by) if sooner else existing.promise_at,
    )
    if existing.promise_at <= around.now:
        merged = _promised_anew(merged, around.now if wish.promised_now else promise.by)
    if existing.state is State.REVIEW:
        return merged.wanted_after_all(promise.by, promise.ready)
    if existing.state is State.WAITING and sooner:
        return replace(merged, due_at=min(merged.due_at, promise.ready))
    return merged


def _promised_anew(callback: Callback, by: datetime) -> Callback:
    """The old promise was broken: a new one is kept in the record, and the old place with it."""
    return replace(
        callback,
        promise_at=max(by, callback.due_at) if callback.state is State.WAITING else by,
        place_at=callback.place_at or callback.promise_at,
        overdue_at=None,
    )
