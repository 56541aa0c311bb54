"""What is kept of a callback. What may become of it is in callback.py."""

from dataclasses import dataclass
from datetime import datetime

from service.domain.callback_states import Reason, State


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackRecord:
    """One request to be called; times are aware UTC datetimes.

    `version` is the stored version this value was read at (0: not stored yet).
    `token` fences: each claim raises it, and only its holder may act.
    `attempt` names the dial in progress ("" when none); its legs are {attempt}-s and {attempt}-p.
    `last_attempt` still names it when the dial is over, so that its legs can be looked at.
    `due_at` is when it may be tried next, or when its lease ends. `overdue_at` is when the broken
    promise was noted. `on_line` is the CallSid of a call in which its person reaches us just now.
    `number_given`: keyed in by whoever called, not yet confirmed by whoever answers there.
    `given_person` is whose phone it is that was keyed in, confirmed or not.
    `tried_at` is when their phone was first dialled.
    `interpreter`: they agreed to one, so that anybody may take it whatever they speak.
    `review_reason` stays while a supervisor holds it. `place_at`: a broken promise its place is by.
    `texts_sent` are those a specialist sent after a talk. `under_18`: they said so.
    `kept_from`: when its days of being kept begin, after a hold. `stranger` and `behind`: flood.py.
    `text_first`: they want a text before we ring, which was written `told_at`. `named_at`: the hour
    they named, and are rung no sooner. `ready_at`: when it was due before somebody claimed it.
    `part_wanted`: the part of a day they named, as stated_part writes it; "" for none or an hour.
    `asked_again_at` is when they asked for another call while one was talked about or just over.
    """

    id: str
    person: str
    phone: str
    language: str
    reason: Reason
    created_at: datetime
    promise_at: datetime
    due_at: datetime
    channel: str
    version: int = 0
    state: State = State.WAITING
    crisis: bool = False
    about_other: bool = False
    voicemail_ok: bool = False
    interpreter: bool = False
    under_18: bool = False
    zone: str = ""
    attempts: int = 0
    specialist: str = ""
    token: int = 0
    lease_until: datetime | None = None
    attempt: str = ""
    last_attempt: str = ""
    call_sid: str = ""
    on_line: str = ""
    number_given: bool = False
    given_person: str = ""
    tried_at: datetime | None = None
    spoke_at: datetime | None = None
    overdue_at: datetime | None = None
    place_at: datetime | None = None
    outcome: str = ""
    review_reason: str = ""
    closed_at: datetime | None = None
    notes: str = ""
    texts_sent: tuple[str, ...] = ()
    kept_from: datetime | None = None
    text_first: bool = False
    told_at: datetime | None = None
    stranger: bool = False
    behind: bool = False
    named_at: datetime | None = None
    ready_at: datetime | None = None
    asked_again_at: datetime | None = None
    part_wanted: str = ""
