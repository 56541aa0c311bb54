"""Which keys and indexes each record owns: an index can never disagree with its record, because
both are written by the same commit from the same value.

due (zset)       callback:ID call:SID leg:ID text:ID alert:ID by the time each next needs something
waiting, waiting:{language} (zsets)   callbacks that may be handed out: crisis first, then
                 earliest promise, then those that stand behind in a flood
strangers (zset) callbacks asked for by a text that is all we know of somebody, by that time
line (zset)      callers on the line: crisis first, then longest waiting
missed (zset)    calls nobody here heard, by the time they came
state:{state}, callbacks (zsets)   callbacks by time of request
to-forget (zset) closed callbacks that still hold a number, by the time they were closed
held:{specialist} (set)   duty (hash id → languages)   alerts (zset)   specialists (set)
duty:phones (hash id → person) whose phones a notice of a crisis goes to, on shift or on call
invitations (zset)   by the time each is over
roster (zset)    planned shifts, by the time each starts
blocked (zset)   persons we do not serve for a while, by the time that ends
voicemails, voicemails:{callback} (zsets)   messages callers left, by the time they came
of:{person} (set)   keys of every record about a person
number-of:{person} (set)   keys of records about others that hold this person's number
open:{person}    id of the one open callback
"""

import json
from datetime import datetime
from typing import Any

from service.actions.ports import AuditLine, Identity, Record, WakeUp
from service.actions.records import OF_NOBODY, holds_number_of
from service.adapters.day_writes import day_entries
from service.adapters.line_writes import line_checks, line_writes
from service.adapters.record_codec import RecordCodec, id_of, key_of
from service.adapters.record_ttl import ttl_ms
from service.domain.alert import Alert
from service.domain.call import MISSED, Call
from service.domain.callback import HELD, Callback, State
from service.domain.facts import LANGUAGES
from service.domain.invitation import Invitation
from service.domain.leg import Leg
from service.domain.person import Person
from service.domain.roster import Shift
from service.domain.specialist import Specialist
from service.domain.text import Text
from service.domain.voicemail import Voicemail

CRISIS_FIRST = BEHIND = 10_000_000_000
"""More than any time: what is subtracted comes before, what is added comes after all others."""
WAITING = ("waiting", *(f"waiting:{language}" for language in LANGUAGES))


class Writes:
    """Collects the checks and writes of one commit, in the form commit.lua reads."""

    def __init__(self, codec: RecordCodec, identity: Identity, now: datetime) -> None:
        self._codec, self._identity = codec, identity
        self._now = now
        self._keys: dict[str, int] = {}
        self.checks: list[list[Any]] = []
        self.writes: list[list[Any]] = []

    @property
    def keys(self) -> list[str]:
        """Every key touched, in the order the writes number them."""
        return list(self._keys)

    def key(self, name: str) -> int:
        """The number of a key."""
        return self._keys.setdefault(name, len(self._keys) + 1)

    def put(self, record: Record) -> None:
        """Replace a record that is still at the version it was read at, and its indexes."""
        key = self.key(key_of(record))
        self.checks.append(["v", key, str(record.version)])
        fields = self._codec.encode(record, record.version + 1)
        self.writes.append(["h", key, ttl_ms(record), *fields])
        self._list("a", record)
        self.checks += [[op, self.key(name), value] for op, name, value in line_checks(record)]
        self._in_use(record)
        self._index(record)

    def forget(self, record: Record) -> None:
        """Delete a record and everything that points to it."""
        self.checks.append(["v", self.key(key_of(record)), str(record.version)])
        self.writes.append(["d", self.key(key_of(record))])
        member, name = key_of(record), id_of(record)
        self.writes.append(["q", self.key("due"), member])
        self.writes += [["q", self.key(index), entry] for index, _, entry, _ in day_entries(record)]
        self._in_use(record, gone=True)
        self._list("b", record)
        if isinstance(record, Callback):
            for index in (
                *WAITING,
                "strangers",
                "callbacks",
                "to-forget",
                *(f"state:{s}" for s in State),
            ):
                self.writes.append(["q", self.key(index), name])
            if record.is_open:
                self.writes.append(["d", self.key(f"open:{record.person}")])
            self._held(record, held=False)
        elif isinstance(record, Alert):
            self.writes.append(["q", self.key("alerts"), name])
        elif isinstance(record, Call):
            self.writes.append(["q", self.key("line"), name])
            self.writes.append(["q", self.key("missed"), name])
        elif isinstance(record, Voicemail):
            self._voicemail(record, there=False)
        elif isinstance(record, Invitation):
            self.writes.append(["q", self.key("invitations"), name])
        elif isinstance(record, Shift):
            self.writes.append(["q", self.key("roster"), name])

    def wake(self, wakeup: WakeUp, line_id: str) -> None:
        """A line in the outbox; its id makes it unique, so that it can be taken out again."""
        line = json.dumps({"line": line_id, "job": wakeup.job, "id": wakeup.id})
        self.writes.append(["r", self.key("wakeups"), line])

    def owe(self, member: str) -> None:
        """A due entry that belongs to no record."""
        self.writes.append(["z", self.key("due"), repr(self._now.timestamp()), member])

    def audit(self, line: AuditLine) -> None:
        """An entry in the audit stream."""
        flat = ["who", line.who, "what", line.what, "record", line.record, "why", line.why]
        self.writes.append(["x", self.key("audit"), *flat])

    def _list(self, op: str, record: Record) -> None:
        for index, whose in (("of", person_of(record)), ("number-of", holds_number_of(record))):
            if whose:
                self.writes.append([op, self.key(f"{index}:{whose}"), key_of(record)])

    def _index(self, record: Record) -> None:
        for entry in day_entries(record):
            self._member(*entry)
        match record:
            case Callback():
                self._index_callback(record)
            case Call():
                self._due(record, record.due_at, wanted=not record.is_over)
                self._line(record, record.place.timestamp())
            case Leg():
                self._due(record, record.due_at, wanted=record.is_live)
            case Text():
                self._due(record, record.due_at, wanted=record.is_open)
            case Alert():
                self._due(record, record.due_at, wanted=record.is_open)
                self._member("alerts", record.created_at.timestamp(), record.id, record.is_open)
            case Specialist() | Invitation() | Shift():
                self._index_team(record)
            case Voicemail():
                self._due(record, record.due_at, wanted=True)
                self._voicemail(record, there=True)
            case Person():
                until = record.blocked_until.timestamp() if record.blocked_until else 0.0
                self._member("blocked", until, record.id, record.blocked_until is not None)

    def _index_callback(self, record: Callback) -> None:
        ended = (record.kept_from or record.closed_at or record.created_at).timestamp()
        wanted = not record.is_open and not record.is_forgotten
        self._member("to-forget", ended, record.id, wanted)
        self._due(record, record.next_look(self._now), wanted=record.is_open)
        score = _score(record)
        ready = record.is_ready(self._now)
        for index in WAITING:
            suits = index in ("waiting", f"waiting:{record.language}") or record.interpreter
            self._member(index, score, record.id, ready and suits)
        asked = record.created_at.timestamp()
        self._member("callbacks", asked, record.id, True)
        self._member("strangers", asked, record.id, record.stranger)
        for state in State:
            self._member(f"state:{state}", asked, record.id, state is record.state)
        self._open(record)
        self._held(record, held=record.state in HELD)

    def _open(self, record: Callback) -> None:
        """A closed one leaves the newer one alone that its person may have by now."""
        owner = self.key(f"open:{record.person}")
        if record.is_open:
            self.checks.append(["e", owner, "" if record.version == 0 else record.id])
            self.writes.append(["s", owner, record.id, 0])
        else:
            self.writes.append(["u", owner, record.id])

    def _held(self, record: Callback, *, held: bool) -> None:
        # An earlier holder's entry stays behind; `held_by` drops it when it reads.
        if record.specialist:
            key = self.key(f"held:{record.specialist}")
            self.writes.append(["a" if held else "b", key, record.id])

    def _index_team(self, record: Specialist | Invitation | Shift) -> None:
        match record:
            case Specialist():
                self._index_specialist(record)
            case Invitation():
                self._member("invitations", record.expires_at.timestamp(), record.id, True)
            case Shift():
                self._due(record, record.due_at, wanted=record.is_watched)
                self._member("roster", record.starts_at.timestamp(), record.id, True)

    def _index_specialist(self, record: Specialist) -> None:
        self.writes.append(["a", self.key("specialists"), record.id])
        duty = self.key("duty")
        if record.on_shift and not record.disabled:
            self.writes.append(["f", duty, record.id, ",".join(record.languages)])
        else:
            self.writes.append(["g", duty, record.id])
        phones = self.key("duty:phones")
        if record.may_be_told:
            self.writes.append(["f", phones, record.id, self._identity.person(record.phone)])
        else:
            self.writes.append(["g", phones, record.id])

    def _voicemail(self, record: Voicemail, *, there: bool) -> None:
        for index in ("voicemails", f"voicemails:{record.callback}")[: 2 if record.callback else 1]:
            self._member(index, record.created_at.timestamp(), record.id, there)

    def _line(self, record: Call, place: float) -> None:
        score = place - (CRISIS_FIRST if record.crisis else 0)
        self._member("line", score, record.sid, record.is_waiting)
        if record.ending == MISSED:
            self._member("missed", record.started_at.timestamp(), record.sid, True)

    def _in_use(self, record: Record, *, gone: bool = False) -> None:
        for op, key, *rest in line_writes(record, gone=gone):
            self.writes.append([op, self.key(key), *rest])

    def _due(self, record: Record, at: datetime, *, wanted: bool) -> None:
        self._member("due", at.timestamp(), key_of(record), wanted)

    def _member(self, index: str, score: float, member: str, wanted: bool) -> None:
        if wanted:
            self.writes.append(["z", self.key(index), repr(score), member])
        else:
            self.writes.append(["q", self.key(index), member])


def _score(callback: Callback) -> float:
    place = (callback.place_at or callback.promise_at).timestamp()
    if callback.crisis:
        return place - CRISIS_FIRST
    return place + BEHIND if callback.behind else place


def person_of(record: Record) -> str:
    """Whose record it is ("" for a specialist's), so that a person can be exported and erased."""
    return "" if isinstance(record, OF_NOBODY) else record.person
