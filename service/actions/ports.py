"""What the actions need from outside, as Protocols, and the one value that carries it all.

Adapters fulfil these; tests give fakes that pass the same contract tests.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from service.actions.around import Around as Around
from service.actions.around_leg import AroundLeg
from service.actions.door_ports import ApiToken as ApiToken
from service.actions.door_ports import Identity as Identity
from service.actions.door_ports import OneTimeCodes as OneTimeCodes
from service.actions.door_ports import Passwords as Passwords
from service.actions.door_ports import Sessions as Sessions
from service.actions.door_ports import Tokens as Tokens
from service.actions.records import R as R
from service.actions.records import Record as Record
from service.actions.spending_port import Spending as Spending
from service.actions.statistics_port import Statistics as Statistics
from service.actions.telephone_port import Telephone as Telephone
from service.domain.alert import Alert
from service.domain.call import Call
from service.domain.callback import Callback, State
from service.domain.closing import Closing
from service.domain.invitation import Invitation
from service.domain.person import Person
from service.domain.policy import Policy
from service.domain.roster import Shift
from service.domain.specialist import Specialist
from service.domain.statistic_line import Line
from service.domain.understanding import Understander
from service.domain.voicemail import Voicemail
from service.domain.wording import Wording
from service.domain.zip_zones import ZipZones

SEEN_FOR = timedelta(days=32)


@dataclass(frozen=True, slots=True)
class WakeUp:
    """A line for the outbox: the name of an allowed job and the id of the record to look at."""

    job: str
    id: str


@dataclass(frozen=True, slots=True)
class AuditLine:
    """Who did what to which record and why; never a number, never a text."""

    who: str
    what: str
    record: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Everything that one decision writes: all of it, or nothing.

    Each record carries the version it was read at; another version in the store is a LostRace.
    `request` names what asked for it: the same request again writes nothing and returns the
    stored `reply`. `counts` are statistics that no record tells. `owed` are due entries of their
    own ("erase:PERSON@TIME") that stay until `settle`.
    """

    now: datetime
    records: tuple[Record, ...] = ()
    forgets: tuple[Record, ...] = ()
    wakeups: tuple[WakeUp, ...] = ()
    audit: tuple[AuditLine, ...] = ()
    owed: tuple[str, ...] = ()
    counts: tuple[Line, ...] = ()
    request: str = ""
    reply: str = ""
    request_ttl: timedelta = SEEN_FOR


@dataclass(frozen=True, slots=True)
class Committed:
    """`again`: the request had been carried out before; `reply` is what it was answered."""

    reply: str
    again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueCounts:
    """`states` counts callbacks by state; `ready` may be handed out now, `late` of them were
    promised for a time that has passed, `crisis` of them are crises."""

    states: dict[State, int]
    ready: int
    late: int
    crisis: int


class Store(Protocol):
    """The durable truth. Raises StoreUnavailable, StoreFull and LostRace, nothing else."""

    def now(self) -> datetime:
        """The store's own clock, which leases go by."""

    def now_and_closing(self) -> tuple[datetime, Closing]:
        """The store's clock and how the switch stands, in one round trip."""

    def commit(self, change: Change) -> Committed:
        """Write all of the change or nothing."""

    def around(self, person: str, *, request: str = "", call_sid: str = "") -> Around:
        """Read what is known around one person."""

    def around_leg(self, leg_id: str) -> AroundLeg:
        """Read what is known around one phone we dial."""

    def get(self, kind: type[R], name: str) -> R | None:
        """One record, or None."""

    def get_many(self, kind: type[R], names: Iterable[str]) -> list[R]:
        """Those of the records that exist, in the order asked."""

    def seen(self, request: str) -> str | None:
        """The stored reply to a request, or None."""

    def ready(self, limit: int, offset: int = 0) -> list[Callback]:
        """Callbacks that may be handed out, best first: crisis, then earliest promise."""

    def next_ready(self, languages: Iterable[str], limit: int) -> list[str]:
        """The ids of the best `limit` ready callbacks in any of these languages; costs the same
        for any length of the queue."""

    def strangers(self, since: datetime, limit: int) -> tuple[int, list[str]]:
        """How many asked by text since then of whom we know nothing else, and the callbacks of the
        first of them; those of before are no longer counted."""

    def queue_counts(self, now: datetime) -> "QueueCounts":
        """How many callbacks stand where, counted in one round trip."""

    def count_ready(self) -> int:
        """How many callbacks are ready to be handed out."""

    def in_state(self, state: State, limit: int, after: str = "") -> tuple[list[Callback], str]:
        """A page of callbacks in one state, newest last, and the cursor of the next page."""

    def all_callbacks(self, limit: int, after: str = "") -> tuple[list[Callback], str]:
        """A page of all callbacks by time of request, and the cursor of the next page."""

    def held_by(self, specialist: str) -> list[Callback]:
        """The callbacks one specialist holds."""

    def open_alerts(self) -> list[Alert]:
        """Alerts nobody has signed off, oldest first."""

    def waiting_calls(self) -> list[Call]:
        """Callers on the line whom nobody has taken, crisis first, then longest waiting."""

    def missed_calls(self) -> list[Call]:
        """Calls nobody here heard, newest first, for as long as they are kept."""

    def blocked(self, now: datetime, limit: int) -> list[Person]:
        """Who is blocked still, soonest free first."""

    def voicemails(self, callback: str = "") -> list[Voicemail]:
        """Messages that callers left, newest first; only those of one callback, if one is named."""

    def specialists(self) -> list[Specialist]:
        """Everybody who works here."""

    def specialist_by_email(self, email: str) -> Specialist | None:
        """Who signs in with this address."""

    def shifts(self, since: datetime, until: datetime) -> list[Shift]:
        """Planned shifts that start from `since` on and before `until`, in order."""

    def invitations(self, now: datetime) -> list[Invitation]:
        """Invitations that can still be used, soonest over first."""

    def between(self, kind: type[R], since: datetime, until: datetime, limit: int) -> list[R]:
        """Records of one kind of that time, newest first: callbacks by their promise; alerts,
        undelivered texts and disclosures by when they came; persons by the end of their hold."""

    def due(self, until: datetime, limit: int) -> list[str]:
        """Members of the due list ("callback:ID", …) whose time has come, oldest first."""

    def closed_before(self, until: datetime, limit: int) -> list[Callback]:
        """Closed callbacks that still hold a number, longest closed first."""

    def about(self, person: str) -> list[Record]:
        """Every record there is about one person, but the coded one itself."""

    def with_number_of(self, person: str) -> list[Record]:
        """Every record about somebody else that holds this person's number, keyed in by them."""

    def settle(self, member: str) -> None:
        """Take an entry that was owed off the due list: it has been done."""

    def look_again(self, member: str, at: datetime) -> None:
        """Move a due entry to a later time; does nothing if it is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """All that the actions may use; built once per process by wiring."""

    store: Store
    statistics: Statistics
    spending: Spending
    sessions: Sessions
    tokens: Tokens
    passwords: Passwords
    codes: OneTimeCodes
    identity: Identity
    telephone: Telephone
    wording: Wording
    understander: Understander
    zip_zones: ZipZones
    policy: Policy
    new_id: Callable[[], str]
