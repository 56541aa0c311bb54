"""Sends one kept text: at most once, never after a STOP, never when it is out of date.

The worker that commits POSTING first is the one that sends; an unclear answer is settled by
looking at Twilio's own list, twice, at least 30 seconds apart.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from service.actions.allowance import TOO_MUCH, note_text, why_not_text
from service.actions.ports import Change, Ports, WakeUp
from service.actions.texts.note import note_reply_status
from service.actions.texts.refusals import ALARMS, not_arrived
from service.actions.troubles import TWILIO, raise_alarm
from service.actions.trying import commit_once
from service.domain.errors import (
    AmbiguousAnswer,
    LostRace,
    RateLimited,
    RefusedByCarrier,
    TryLater,
)
from service.domain.person import Person
from service.domain.text import FINAL, Text, TextState

LOOKS_NEEDED = 2
TRY_AGAIN = timedelta(seconds=20)
WHEN_TWILIO_IS_AWAY = timedelta(seconds=30)
WHEN_BUDGET_IS_SPENT = timedelta(minutes=30)
MOST_PAUSE = timedelta(seconds=10)
"""With the 10 s that the POST may take, well before the sweep's last look at Twilio's list."""


def send_text(ports: Ports, text_id: str) -> None:
    """Send it if it is still to be sent; harmless when run twice."""
    text, now = ports.store.get(Text, text_id), ports.store.now()
    if text is None or text.state is not TextState.INTENDED or text.due_at > now:
        return
    person = ports.store.get(Person, text.person)
    if person is not None and not person.takes_texts and not text.for_crisis:
        _put(ports, text.settled(TextState.STOPPED, "opted out"), now)
        return
    if text.expires_at <= now:
        _put(ports, text.settled(TextState.STOPPED, "too late"), now)
        return
    if why := why_not_text(ports, text, now):
        held = why == TOO_MUCH
        later = text.back_to_intended(now + WHEN_BUDGET_IS_SPENT)
        _put(ports, later if held else text.settled(TextState.STOPPED, why), now)
        return
    posting = text.posting(now)
    try:
        commit_once(ports, Change(now=now, records=(posting,)))
    except LostRace:
        return  # another worker sends it
    if ports.store.now() - now > MOST_PAUSE:
        return  # this worker slept; the sweep may hold it for dead by now, and settles the text
    note_text(ports, now)
    _post(ports, replace(posting, version=text.version + 1))


def _post(ports: Ports, text: Text) -> None:
    text_id = text.id
    try:
        good_for_s = text.good_for_s(ports.store.now())
        sid = ports.telephone.send(text, body_of(ports, text), good_for_s=good_for_s)
    except RateLimited:
        _update(ports, text_id, lambda t, now: t.back_to_intended(now + TRY_AGAIN))
    except AmbiguousAnswer:
        _update(ports, text_id, _unclear)
    except TryLater:
        _update(ports, text_id, lambda t, now: t.back_to_intended(now + TRY_AGAIN))
    except RefusedByCarrier as error:
        _refused(ports, text_id, error.code)
    else:
        _update(ports, text_id, lambda t, now: t.sent(sid, now))


def _unclear(text: Text, now: datetime) -> Text:
    """A report that came before the unclear answer has settled it already."""
    return text.unsure(now) if text.state is TextState.POSTING else text


def body_of(ports: Ports, text: Text) -> str:
    """The words of a text, filled in."""
    return text.body or ports.wording.sms(text.words, text.language, **dict(text.values))


def text_is_due(ports: Ports, text_id: str) -> None:
    """The sweep's look at a text: wake it, or settle an unclear one by Twilio's list."""
    text, now = ports.store.get(Text, text_id), ports.store.now()
    if text is None or not text.is_open:
        return
    if text.due_at > now:
        # Another sweep has just looked: two looks at Twilio's list must be 30 seconds apart.
        ports.store.look_again(f"text:{text_id}", text.due_at)
        return
    if text.state is TextState.INTENDED:
        ports.store.look_again(f"text:{text_id}", now + TRY_AGAIN)
        ports.store.commit(Change(now=now, wakeups=(WakeUp("send_text", text_id),)))
    elif text.state in (TextState.POSTING, TextState.UNSURE):
        ports.store.look_again(f"text:{text_id}", now + WHEN_TWILIO_IS_AWAY)
        _settle(ports, text)
    else:
        ports.store.look_again(f"text:{text_id}", now + WHEN_TWILIO_IS_AWAY)
        _ask_for_report(ports, text, now)


def _settle(ports: Ports, text: Text) -> None:
    found = ports.telephone.find_text(text, body_of(ports, text))
    if found is not None:
        _update(ports, text.id, lambda t, now: t.sent(found[0], now))
        return
    # On the version that was read: a sweep that slept since must not judge a later sending.
    now = ports.store.now()
    with suppress(LostRace):
        again = text.looks + 1 >= LOOKS_NEEDED
        _put(ports, text.back_to_intended(now) if again else text.not_found(now), now)


def _ask_for_report(ports: Ports, text: Text, now: datetime) -> None:
    """No report came: Twilio's own list knows, and says it until the text is out of date."""
    found = ports.telephone.find_text(text, body_of(ports, text))
    final = FINAL.get(found[1]) if found else None
    if final is not None:
        _update(ports, text.id, lambda t, _: t.settled(final))
    elif now < text.expires_at:
        _update(ports, text.id, lambda t, at: t.no_report(at) if t.is_open else t)
    else:
        _update(ports, text.id, lambda t, _: t.settled(TextState.UNDELIVERED, "no report"))


def _refused(ports: Ports, text_id: str, code: int) -> None:
    text, now = ports.store.get(Text, text_id), ports.store.now()
    if text is None or not text.is_open:
        return
    ports.store.commit(not_arrived(ports, text, str(code), now))
    if str(code) in ALARMS:
        raise_alarm(ports, TWILIO, ALARMS[str(code)])
    if text.for_crisis:
        note_reply_status(ports, text.phone, text.sid or text.id, "failed")


def _put(ports: Ports, text: Text, now: datetime) -> None:
    ports.store.commit(Change(now=now, records=(text,)))


def _update(ports: Ports, text_id: str, change: Callable[[Text, datetime], Text]) -> None:
    """Change what is stored now; a status that came meanwhile is not lost."""
    for _ in range(3):
        text, now = ports.store.get(Text, text_id), ports.store.now()
        if text is None:
            return
        try:
            _put(ports, change(text, now), now)
        except LostRace:
            continue
        return
