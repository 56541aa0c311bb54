"""Whoever texts or calls, by a keyed hash of their number: consent, opt-out, language.

The number itself is not here. A conversation is what we still remember of the last texts.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

SAFE_MODE = timedelta(hours=24)
JOINED = timedelta(minutes=2)
HEARD = 400  # characters of a text that the next may go on from, its last
SAID_KEPT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`opted_out` is the scope: "" (not at all), "sms", "voice" or "all" (R9).

    `language_settled`: they chose it, or wrote whole sentences in it.
    `blocked_number` is masked, for the list of those who are blocked. `other_numbers_at` is when
    they last gave other numbers than their own; `asked_to_confirm_at` when somebody else gave
    theirs and they were asked. `not_them_at` is when whoever answered there last said that our call
    was not for them. `told_erased_at`: when their last answer was that they are erased.
    """

    id: str
    version: int = 0
    language: str = ""
    language_settled: bool = False
    first_contact_at: datetime | None = None
    consent_at: datetime | None = None
    consent_sid: str = ""
    opted_out: str = ""
    opted_out_at: datetime | None = None
    opted_in_at: datetime | None = None
    other_numbers_at: tuple[float, ...] = ()
    asked_to_confirm_at: datetime | None = None
    not_them_at: datetime | None = None
    told_erased_at: datetime | None = None
    blocked_until: datetime | None = None
    blocked_reason: str = ""
    blocked_by: str = ""
    blocked_number: str = ""
    hold_until: datetime | None = None
    hold_reason: str = ""
    hold_by: str = ""
    hold_number: str = ""

    def reads(self, language: str, *, settled: bool) -> "Person":
        """Answered in this language from now on; what is settled stays so while it is the same."""
        keeps = self.language_settled and self.language == language
        return replace(self, language=language, language_settled=settled or keeps)

    def is_on_hold(self, now: datetime) -> bool:
        """Whether nothing about them may be erased yet."""
        return self.hold_until is not None and now < self.hold_until

    def hold(self, until: datetime, *, reason: str, by: str, number: str) -> "Person":
        """Nothing is erased before then; `number` is masked."""
        return replace(self, hold_until=until, hold_reason=reason, hold_by=by, hold_number=number)

    def lift_hold(self) -> "Person":
        """What was to be erased may be."""
        return replace(self, hold_until=None, hold_reason="", hold_by="", hold_number="")

    def is_blocked(self, now: datetime) -> bool:
        """Whether we do not serve them for a while, but in a crisis."""
        return self.blocked_until is not None and now < self.blocked_until

    def block(self, until: datetime, *, reason: str, by: str, number: str) -> "Person":
        """Not served until then; `number` is masked. A second block sets a new end."""
        return replace(
            self, blocked_until=until, blocked_reason=reason, blocked_by=by, blocked_number=number
        )

    def unblock(self) -> "Person":
        """Served again, as if nothing had been."""
        return replace(
            self, blocked_until=None, blocked_reason="", blocked_by="", blocked_number=""
        )

    def forgotten(self) -> "Person":
        """Of a block only the coded end and reason stay."""
        return replace(self, blocked_number="")

    @property
    def takes_texts(self) -> bool:
        """Whether an automatic text may be sent."""
        return self.opted_out not in ("sms", "all")

    @property
    def takes_calls(self) -> bool:
        """Whether we may dial this person."""
        return self.opted_out not in ("voice", "all")

    def opt_out(self, scope: str, now: datetime) -> "Person":
        """STOP: takes effect with this very write."""
        if self.opted_out == "all" or self.opted_out == scope:
            return self
        wider = "all" if self.opted_out else scope
        return replace(self, opted_out=wider, opted_out_at=now)

    def asks_for_call(self) -> "Person":
        """Asked to be called after a STOP: calls are welcome, texts only after START (R9)."""
        asking = self.may_be_rung_again()
        if self.takes_calls:
            return asking
        return replace(asking, opted_out="sms" if self.opted_out == "all" else "")

    @property
    def is_left_alone(self) -> bool:
        """Whether nobody rings this phone because somebody else keyed it in."""
        return self.not_them_at is not None

    def says_not_them(self, now: datetime) -> "Person":
        """Whoever answered there asked for no call: this phone is rung for nobody else."""
        return replace(self, not_them_at=now)

    def may_be_rung_again(self) -> "Person":
        """They ask for a call themselves, or a supervisor has decided so."""
        return self if self.not_them_at is None else replace(self, not_them_at=None)

    def opt_in(self, now: datetime) -> "Person":
        """START: texts and calls are welcome again."""
        welcome = self.may_be_rung_again()
        return replace(welcome, opted_out="", opted_out_at=None, opted_in_at=now)

    def consents(self, sid: str, now: datetime) -> "Person":
        """Asked for something: an inbound text is consent for the replies to it (R11)."""
        if self.consent_at is not None:
            return self
        return replace(self, consent_at=now, consent_sid=sid)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """What the next text may refer to. Expires by itself; never needed for correctness.

    `said` holds (when, kind) of what we answered last, encrypted, for whoever calls them back;
    `under_18`: they wrote so.
    `recent` holds (when, text) of the last two minutes so that a crisis said in pieces is
    understood; it is stored encrypted. `last_inbound` holds their last different texts, newest
    first; `equal_bodies` counts the newest in a row, `said_before` texts in a row with nothing new.
    `commands` counts those of one of the team since
    `commands_since`; `close_code` is what a supervisor must text back to close until `close_until`.
    """

    person: str
    version: int = 0
    topic: str = ""
    fact: int = 0
    question: str = ""
    last_reply: str = ""
    misunderstood: int = 0
    crisis_at: datetime | None = None
    crisis_kind: str = ""
    alert: str = ""
    safe_replies: int = 0
    thanked: bool = False
    last_inbound: str = ""
    equal_bodies: int = 0
    said_before: int = 0
    last_outbound: str = ""
    recent: tuple[tuple[float, str], ...] = field(default=())
    said: tuple[tuple[float, str], ...] = ()
    under_18: bool = False
    commands: int = 0
    commands_since: datetime | None = None
    close_code: str = ""
    close_asked_at: datetime | None = None
    close_until: datetime | None = None

    def is_in_safe_mode(self, now: datetime) -> bool:
        """Whether a crisis text came less than a day ago, and nobody here has signed it off."""
        return self.crisis_at is not None and now - self.crisis_at < SAFE_MODE

    def joined_with(self, text: str, now: datetime) -> str:
        """The last two minutes of texts and this one, as one text; the same again adds nothing."""
        since = now.timestamp() - JOINED.total_seconds()
        said_before = dict.fromkeys(said for at, said in self.recent if at >= since)
        return " ".join([*(said for said in said_before if said != text[-HEARD:]), text])

    def heard(self, text: str, now: datetime) -> "Conversation":
        """Remember this text for the two minutes in which it may belong to the next."""
        since = now.timestamp() - JOINED.total_seconds()
        kept = [(at, said) for at, said in self.recent if at >= since][-4:]
        return replace(self, recent=(*kept, (now.timestamp(), text[-HEARD:])))

    def answered(self, kind: str, now: datetime) -> "Conversation":
        """Remember which kind of answer they read, never its words nor theirs."""
        return replace(self, said=(*self.said[1 - SAID_KEPT :], (now.timestamp(), kind)))
