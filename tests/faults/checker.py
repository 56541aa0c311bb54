"""Says what was lost and what was doubled, from what people and the simulated Twilio saw.

Acknowledged: words came back that say a request is kept. Lost: acknowledged, and neither dialled
nor taken back since they asked, and no record open at the end. Double: two dials for one intent,
or two open callbacks for one person.
"""

import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.faults.people import Seen

CANCELLED = "cancelled by caller"


@dataclass(frozen=True)
class Dial:
    """A call the simulated Twilio accepted; `intent` is the address it was told to ask.

    `until` is when it was answered, else accepted: who asked before that was called for it.
    """

    phone: str
    intent: str
    until: float = 0.0


@dataclass
class Ledger:
    """What people were told, and how often somebody pressed "call" for them."""

    acknowledged: Counter[str] = field(default_factory=Counter)
    asked_at: dict[str, float] = field(default_factory=dict)
    """When each last asked for what was then acknowledged; what serves that serves all before."""
    presses: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def reads(self, phone: str, seen: Seen) -> bool:
        """Note what a person read; whether that was an acknowledgement."""
        if seen.is_acknowledged:
            with self._lock:
                self.acknowledged[phone] += 1
                self.asked_at[phone] = max(seen.sent_at, self.asked_at.get(phone, 0.0))
        return seen.is_acknowledged

    def pressed(self, phone: str) -> None:
        """Somebody pressed "call" for this person, and it was taken."""
        with self._lock:
            self.presses[phone] += 1


@dataclass(frozen=True)
class Verdict:
    """Empty lists are what is wanted."""

    lost: tuple[str, ...]
    double: tuple[str, ...]


def judge(ledger: Ledger, dials: Iterable[Dial], records: Iterable[Mapping[str, Any]]) -> Verdict:
    """Compare what was promised with what is kept, and what was wanted with what was dialled."""
    records, dials = list(records), list(dials)
    kept = {str(each["phone"]) for each in records if _is_kept(each)}
    kept |= {dial.phone for dial in dials if dial.until >= ledger.asked_at.get(dial.phone, 0.0)}
    lost = [phone for phone in ledger.acknowledged if phone not in kept]
    open_now = Counter(str(each["phone"]) for each in records if each["state"] != "closed")
    by_intent = Counter((dial.phone, dial.intent) for dial in dials)
    by_phone = Counter(dial.phone for dial in dials)
    double = [f"{phone} has {n} open callbacks" for phone, n in open_now.items() if n > 1]
    double += [f"{phone} dialled {n} times for one" for (phone, _), n in by_intent.items() if n > 1]
    double += [
        f"{phone} dialled {by_phone[phone]} times, pressed {wanted}"
        for phone, wanted in ledger.presses.items()
        if by_phone[phone] > wanted
    ]
    return Verdict(tuple(lost), tuple(double))


def _is_kept(record: Mapping[str, Any]) -> bool:
    """Whether it is open, or its person took it back: what somebody else says came of it proves
    nothing where nobody was called."""
    return record["state"] != "closed" or record.get("outcome") == CANCELLED
