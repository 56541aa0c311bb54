"""Answers to an open question about a callback, and what was not understood.

A callback is queued at the first word; when, where and voicemail only refine it (rule 6).
"""

from dataclasses import replace

from service.actions.ports import AuditLine
from service.actions.sms import callback_words
from service.actions.sms.answer import Decision, Situation, decide, remembering
from service.actions.sms.erase_words import erase
from service.actions.sms.loops import folded_body
from service.actions.sms.named_hours import (
    HOUR_CONFIRMED,
    at_hour,
    held_for_hour,
    hour_in,
    is_held_for_hour,
    part_named,
    put_off,
    said_time,
    taken_up,
    wants_hour_nobody_calls_at,
)
from service.actions.sms.saved_call import asks_after_call, asks_of_voicemail, is_called_off
from service.actions.sms.sooner import moved_sooner, wants_sooner
from service.actions.sms.their_place import zone_told
from service.domain.callable_now import NOBODY_CALLS_THEN, takes_hour
from service.domain.callback import Callback, State
from service.domain.said_later import without_later
from service.domain.stated_time import asks_at_a_time, says_any_time, speaks_of_time
from service.domain.zone_said import zone_in, zone_said

NO = frozenset({"no", "nope", "nah", "no thanks", "no thank you", "no gracias", "n"})
NEEDS_A_CALL = frozenset({"voicemail", "no-voicemail", "later", "about-call"})
"""What only a saved call can be asked for."""
ANSWERS_WHEN = "an hour or a place for the saved call"


def follow_up_reply(situation: Situation) -> Decision | None:
    """Refine an open callback, or erase; None when the text does neither."""
    means, callback = situation.means, situation.known.callback
    if means.refined == "erase":
        return erase(situation, callback)
    if callback is None or is_called_off(situation, callback):
        refines = _needs_one(situation) or (callback is not None and _refuses_again(situation))
        return decide(situation, "noted", "nothing_to_cancel") if refines else None
    if asks_of_voicemail(situation) or means.refined in ("voicemail", "no-voicemail"):
        return _voicemail(situation, callback)
    if _says_no(situation):
        return _still_saved(situation, callback)
    if means.refined == "later" and not asks_at_a_time(without_later(situation.body)):
        callback = _let_go(situation, callback)
        return _moved(situation, callback, put_off(situation, callback), "later")
    if wants_sooner(situation, callback):
        return _sooner(situation, callback)
    if means.refined in ("sooner", "about-call") or _asks_or_agrees(situation):
        return _still_saved(situation, callback)
    if means.intent != "answer:zip" and (zone := zone_said(situation.body)):
        return _in_zone(situation, callback, zone)
    if means.intent == "answer:zip":
        return _zip(situation, callback)
    return _time(situation, callback) if _answers_when(situation) else None


def not_understood(situation: Situation) -> Decision:
    """First time the menu is offered, the second time a person."""
    count = situation.known.conversation.misunderstood + 1
    key = "not_understood_1" if count == 1 else "not_understood_2"
    return remembering(decide(situation, "unknown", key), misunderstood=count % 2)


def _needs_one(situation: Situation) -> bool:
    means = situation.means
    a_time = means.intent == "answer:number" and means.refined == "when"
    refines = means.refined in NEEDS_A_CALL and not callback_words.asks_later(situation)
    return a_time or refines


def _refuses_again(situation: Situation) -> bool:
    """After a STOP whatever only refines a call, however it is worded, brings none back."""
    return situation.means.refined in ("text-first", "sooner")


def _says_no(situation: Situation) -> bool:
    """A plain no to what we asked about their call: it stays, and NOCALL is named again."""
    return _asked(situation) and folded_body(situation.body).strip(" .!") in NO


def _asks_or_agrees(situation: Situation) -> bool:
    return asks_after_call(situation) or _says_yes(situation)


def _says_yes(situation: Situation) -> bool:
    """A yes to what we asked about their call; "k" is one, too, and no drug."""
    a_yes = situation.means.intent == "answer:yes" or folded_body(situation.body) in ("k", "kk")
    return a_yes and _asked(situation)


def _asked(situation: Situation) -> bool:
    """Whether the last thing we asked was about their callback."""
    return situation.known.conversation.question == "callback"


def _still_saved(situation: Situation, callback: Callback) -> Decision:
    """When their call comes, or that none does once they have had it."""
    if is_held_for_hour(callback):
        return decide(situation, "callback-open", "callback_answer_needed")
    if callback.has_had_its_talk:
        key = "thanks" if _says_yes(situation) else "nothing_to_cancel"
        return remembering(decide(situation, "noted", key), question="")
    when = callback_words.when_of(situation, callback)
    decision = decide(situation, "callback-open", "callback_already", when=when)
    return remembering(decision, question="")


def _sooner(situation: Situation, callback: Callback) -> Decision | None:
    """Move it forward, or tell when it comes; None leaves it to whoever answers a request."""
    moved = moved_sooner(situation, callback)
    if moved is not None:
        return _moved(situation, callback, moved, HOUR_CONFIRMED)
    if situation.means.intent in callback_words.ASKS and situation.means.refined != "sooner":
        return None
    if zone_told(situation) or zone_in(situation.body):
        return _time(situation, callback)
    return remembering(_still_saved(situation, callback), question="callback")


def names_a_place_or_time(situation: Situation) -> bool:
    """Whether this is only where they are, or only when their saved call should come."""
    if situation.known.callback is None:
        return False
    if situation.means.intent == "answer:zip" or zone_said(situation.body):
        return True
    if wants_sooner(situation, situation.known.callback):
        return moved_sooner(situation, situation.known.callback) is not None
    if not speaks_of_time(situation.body):
        return False
    named = said_time(situation, situation.known.callback) is not None
    return named and _answers_when(situation)


def _answers_when(situation: Situation) -> bool:
    """Whether it is about an hour; words that nobody knows are if an hour was just asked for."""
    if situation.means.refined == "when":
        return True
    bare_number = situation.means.intent == "menu" and situation.body.strip().isdigit()
    if not _asked(situation) or not (situation.means.intent == "unknown" or bare_number):
        return False
    return speaks_of_time(situation.body) or says_any_time(situation.body)


def _zip(situation: Situation, callback: Callback) -> Decision:
    """Where they are: the callback moves into the calling hours of that place."""
    zone = situation.ports.zip_zones.zone_of(situation.means.detail)
    if zone is None:
        return decide(situation, "callback-open", "callback_answer_needed")
    return _in_zone(situation, callback, zone)


def _in_zone(situation: Situation, callback: Callback, zone: str) -> Decision:
    at, part = hour_in(situation, callback, zone), callback.part_wanted
    callback = taken_up(situation, callback)
    placed = replace(callback, zone=zone)
    if at is None:
        return _held(situation, placed)
    named = callback.named_at is not None or bool(part)
    if named or callback.state is State.WAITING:
        placed = at_hour(situation, placed, at, named=named, part=part)
    return _moved(situation, callback, placed, HOUR_CONFIRMED)


def _let_go(situation: Situation, callback: Callback) -> Callback:
    """They answer the text that a call is coming: whoever holds it must not ring them now."""
    told = callback.state is State.CLAIMED and callback.told_at is not None
    return callback.release(situation.known.now) if told else taken_up(situation, callback)


def _time(situation: Situation, callback: Callback) -> Decision | None:
    """Move it to the hour they name, or ask again; None when the text names no time at all."""
    callback = _let_go(situation, callback)
    zone = zone_told(situation) or zone_in(situation.body)
    if zone and says_any_time(situation.body):
        return _in_zone(situation, callback, zone)
    callback = replace(callback, zone=zone or callback.zone)
    at = said_time(situation, callback)
    if at is None:
        return _no_hour(situation, callback)
    part = part_named(situation, callback)
    placed = at_hour(situation, callback, at, part=part)
    return _moved(situation, callback, placed, HOUR_CONFIRMED)


def _no_hour(situation: Situation, callback: Callback) -> Decision | None:
    """ "Now" and "anytime" leave the call as it is; what cannot be told is never guessed."""
    if says_any_time(situation.body):
        return remembering(_still_saved(situation, callback), question="callback")
    if situation.means.intent == "callback" and not speaks_of_time(situation.body):
        return None
    if wants_hour_nobody_calls_at(situation, callback):
        return _held(situation, callback)
    return decide(situation, "callback-open", "callback_answer_needed")


def _held(situation: Situation, callback: Callback) -> Decision:
    """Nobody rings them at another hour than theirs: they are asked for one that we can keep."""
    decision = decide(situation, "noted", "callback_answer_needed", must_be_saved=True)
    line = AuditLine("person", "named a time", f"callback:{callback.id}", NOBODY_CALLS_THEN)
    held = held_for_hour(situation, callback)
    return remembering(replace(decision, callback=held, audit=(line,)), question="callback")


def _moved(situation: Situation, before: Callback, after: Callback, key: str) -> Decision:
    """Write the new time; whom somebody rings or has talked with keeps their own."""
    if not takes_hour(taken_up(situation, before)):
        when = callback_words.when_if_asked_now(situation)
        told = decide(situation, "callback-open", "callback_already", must_be_saved=True, when=when)
        return replace(told, callback=before.asks_again(situation.known.now))
    when = callback_words.when_of(situation, after)
    decision = decide(situation, "noted", key, must_be_saved=True, when=when)
    line = AuditLine("person", "named a time", f"callback:{after.id}", key)
    why = ANSWERS_WHEN if situation.means.intent in ("unknown", "menu") else ""
    decision = replace(decision, callback=after, audit=(line,), matched=why)
    return remembering(decision, question="callback")


def _voicemail(situation: Situation, callback: Callback) -> Decision:
    """What they said last counts (R18); who only asks is told how it is."""
    asks = asks_of_voicemail(situation)
    allowed = callback.voicemail_ok if asks else situation.means.refined == "voicemail"
    if allowed:
        decision = decide(situation, "noted", "voicemail_ok", must_be_saved=not asks)
    else:
        when = callback_words.when_of(situation, callback)
        decision = decide(situation, "noted", "voicemail_off", must_be_saved=not asks, when=when)
    if asks:
        return decision
    did = "allowed voicemail" if allowed else "wants no voicemail"
    return replace(
        decision,
        callback=replace(callback, voicemail_ok=allowed),
        audit=(AuditLine("person", did, f"callback:{callback.id}"),),
    )
