"""One leg of a call while it lives: what its thread waits for, hears and reports.

Knows how to wait and to say who it is to a webhook; the verbs are carried out in
`verbs/`, and its beginning and end are in `lifecycle.py`.
"""

import queue
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from service.simulator.events import (
    Diverted,
    Event,
    Gone,
    HungUp,
    Interrupted,
    Redirected,
)
from service.simulator.exchange import Exchange
from service.simulator.model import Call
from service.simulator.times import now, rfc2822


class Leg:
    def __init__(self, exchange: Exchange, call: Call) -> None:
        self.exchange = exchange
        self.call = call
        self.waited = False  # something took time since the last document
        self.was_sent_elsewhere = False  # then it does not end with the call that dialled it
        self.dial_status = "canceled"  # what a Dial is to report should the caller go now
        self._inbox: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._interrupts: Callable[[Event], bool] = _never
        self._more_params: list[Callable[[], dict[str, str]]] = []

    def tell(self, event: Event) -> None:
        self._inbox.put(event)

    def wait(self, seconds: float | None, *wanted: type[Event]) -> Event | None:
        """The next wanted event, or None when `seconds` of the caller's time are over.

        Events nobody wants are lost, like keys pressed into a plain announcement.
        """
        self.waited = self.waited or seconds is None or seconds > 0
        end = None if seconds is None else time.monotonic() + self.exchange.clock.real_s(seconds)
        while True:
            left = None if end is None else max(0.0, end - time.monotonic())
            try:
                event = self._inbox.get(timeout=left)
            except queue.Empty:
                return None
            if isinstance(event, HungUp):
                raise Gone(event.by)
            if isinstance(event, Redirected):
                self.was_sent_elsewhere = True
                raise Diverted(event.step)
            if self._interrupts(event):
                raise Interrupted(event)
            if isinstance(event, wanted):
                return event

    @contextmanager
    def interrupted_by(self, matches: Callable[[Event], bool]) -> Iterator[None]:
        """While this lasts, matching events break off whatever the leg is doing."""
        before = self._interrupts
        self._interrupts = matches
        try:
            yield
        finally:
            self._interrupts = before

    @contextmanager
    def adding(self, params: Callable[[], dict[str, str]]) -> Iterator[None]:
        """While this lasts, every request for this leg carries these fields too."""
        self._more_params.append(params)
        try:
            yield
        finally:
            self._more_params.pop()

    @contextmanager
    def expecting(self, shown: dict[str, Any]) -> Iterator[None]:
        """Show on the phone what it may answer now."""
        with self.exchange.world.changing():
            self.call.expects = shown
        try:
            yield
        finally:
            with self.exchange.world.changing():
                self.call.expects = None

    def hear(self, text: str, verb: str, **how: str) -> None:
        self.exchange.world.hear(self.call, text, verb, **how)

    def tell_story(self, what: str, /, **details: Any) -> None:
        self.exchange.world.tell_story(self.call, what, **details)

    def pick_up(self) -> None:
        """Answer an inbound call; from here on it costs money and is in progress."""
        with self.exchange.world.changing():
            if self.call.status != "ringing" or self.call.direction != "inbound":
                return
            self.mark_answered()

    def mark_answered(self) -> None:
        with self.exchange.world.changing():
            self.call.status = "in-progress"
            self.call.started = self.call.updated = now()
            self.call.answered_s = self.exchange.clock.now_s()
        self.tell_story("answered", by=self.call.answered_by or "")

    def params(self) -> dict[str, str]:
        """The fields of every voice webhook for this leg, as things are now."""
        fields = voice_params(self.exchange, self.call)
        for more in self._more_params:
            fields |= more()
        return fields

    def report(self, event: str, status: str | None = None) -> None:
        """Send the status callback for `event` where somebody asked for it."""
        call = self.call
        if call.direction == "inbound":
            url, method = self.exchange.world.helpline.status_callback, "POST"
        else:
            url, method = call.status_callback or "", call.status_method
        if event not in call.status_events or not url:
            return
        fields = voice_params(self.exchange, call) | {
            "CallStatus": status or call.status,
            "Timestamp": rfc2822(now()) or "",
            "CallbackSource": "call-progress-events",
            "SequenceNumber": str(call.sequence),
        }
        if call.duration is not None:
            fields |= {
                "CallDuration": str(call.duration),
                "Duration": str(-(-call.duration // 60)),
            }
        call.sequence += 1
        self.exchange.notify(call.sid, url, fields, method)


def _never(_: Event) -> bool:
    return False


def voice_params(exchange: Exchange, call: Call) -> dict[str, str]:
    fields = {
        "AccountSid": exchange.options.account_sid,
        "ApiVersion": "2010-04-01",
        "CallSid": call.sid,
        "CallStatus": call.status,
        "Direction": call.direction,
        "From": call.from_,
        "Caller": call.from_,
        "To": call.to,
        "Called": call.to,
    }
    for side in ("From", "Caller", "To", "Called"):
        fields |= {f"{side}City": "", f"{side}State": "", f"{side}Zip": "", f"{side}Country": "US"}
    if call.direction == "inbound":
        fields["StirVerstat"] = "TN-Validation-Passed-A"
        fields["CallToken"] = f"simulated-{call.sid}"
    if call.parent_sid:
        fields["ParentCallSid"] = call.parent_sid
    if call.answered_by:
        fields["AnsweredBy"] = call.answered_by
    return fields
