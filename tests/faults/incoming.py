"""What people send to the helpline's number, as Twilio keeps it: tried once as a webhook, and in
its lists ever after, whether that reached anybody or not.
"""

import secrets
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

from tests.faults.people import HELPLINE, Line, Seen, a_call, a_text


@dataclass
class Incoming:
    """The inbound half of Twilio's record; `tried` is what came of each webhook."""

    texts: list[dict[str, Any]] = field(default_factory=list)
    calls: list[dict[str, Any]] = field(default_factory=list)
    tried: list[Seen] = field(default_factory=list)
    clock_off: timedelta = timedelta()
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def text(self, line: Line, phone: str, body: str, ago: timedelta) -> str:
        """Somebody texts, so long ago; returns the MessageSid."""
        sid = "SM" + secrets.token_hex(16)
        with self._lock:
            self.texts.append(
                _entry(sid, phone, self._since(ago), body=body, status="received", num_media="0")
            )
        self.tried.append(line.post("/sms/inbound", a_text(phone, body, sid)))
        return sid

    def call(self, line: Line, phone: str, ago: timedelta) -> str:
        """Somebody calls, so long ago, and hangs up; returns the CallSid."""
        sid = "CA" + secrets.token_hex(16)
        with self._lock:
            self.calls.append(_entry(sid, phone, self._since(ago), status="completed"))
        self.tried.append(line.post("/voice/inbound", a_call(phone, sid)))
        return sid

    def lost(self, phone: str, body: str) -> None:
        """A text whose webhook never reached anybody."""
        sid, more = "SM" + secrets.token_hex(16), {"status": "received", "num_media": "0"}
        with self._lock:
            self.texts.append(_entry(sid, phone, self._since(timedelta(0)), body=body, **more))

    def _since(self, ago: timedelta) -> timedelta:
        return ago - self.clock_off

    def listed(self, resource: str, query: dict[str, str]) -> dict[str, Any]:
        """A page of what came to the number, newest first, by Twilio's filters."""
        kept, name = {"Messages": (self.texts, "DateSent"), "Calls": (self.calls, "StartTime")}[
            resource
        ]
        with self._lock:
            found = [each for each in reversed(kept) if _fits(each, query, name)]
        size, page = int(query.get("PageSize", "50")), int(query.get("Page", "0"))
        chosen = found[page * size : (page + 1) * size]
        more = f"/2010-04-01/Accounts/x/{resource}.json?PageSize={size}&Page={page + 1}"
        following = more if len(found) > (page + 1) * size else None
        return {resource.lower(): chosen, "next_page_uri": following}


def _entry(sid: str, phone: str, ago: timedelta, **more: Any) -> dict[str, Any]:
    at = format_datetime(datetime.now(UTC) - ago)
    dates = {"date_created": at, "date_sent": at, "start_time": at}
    return {"sid": sid, "from": phone, "to": HELPLINE, "direction": "inbound", **dates, **more}


def _fits(entry: dict[str, Any], query: dict[str, str], name: str) -> bool:
    at = parsedate_to_datetime(entry["date_created"])
    after, before = query.get(f"{name}>"), query.get(f"{name}<")
    return not (
        (after and at < datetime.fromisoformat(after))
        or (before and at > datetime.fromisoformat(before))
    )
