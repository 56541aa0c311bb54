"""Twilio's REST API as our telephone. For workers and the sweep only: importing it takes long.

Turns every failure into one of our errors. Creating a call or a message is one POST; whether an
unclear one arrived is settled by listing.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.rest import Client

from service.adapters import twilio_received, twilio_redacting
from service.adapters.twilio_clock import CLOCKS_DIFFER, TwilioClock
from service.adapters.twilio_http import PlainHttp
from service.domain.errors import (
    AmbiguousAnswer,
    RateLimited,
    RefusedByCarrier,
    TryLater,
    UnknownToCarrier,
)
from service.domain.leg import Leg
from service.domain.received import ReceivedCall, ReceivedText, SentText, TextWithWords
from service.domain.text import Text

L = TypeVar("L", ReceivedText, SentText, ReceivedCall, TextWithWords)
RATE_LIMIT = 20429
NOT_LET_IN = frozenset({401, 403})
NO_SUCH_THING = 404
EVENTS = ["initiated", "ringing", "answered", "completed"]
LISTED = 50
LONGEST_VALIDITY_S = 14_400


class TwilioTelephone:
    """Implements ports.Telephone."""

    def __init__(
        self,
        account_sid: str,
        auth_token: str,
        api_url: str | None,
        public_url: str,
        number: str,
        our_clock: Callable[[], datetime] | None = None,
    ) -> None:
        self._clock = TwilioClock(our_clock)
        http = PlainHttp(api_url, self._clock)
        self._client = Client(account_sid, auth_token, http_client=http)
        self._public_url = public_url.rstrip("/")
        self._number = number

    def dial(self, leg: Leg, *, ring_s: int) -> str:
        """Ring one phone and return the CallSid; one POST, no retry."""
        with _creating():
            call = self._client.calls.create(
                to=leg.phone,
                from_=self._number,
                url=self._url(f"/voice/leg?leg={leg.id}"),
                method="POST",
                status_callback=self._url(f"/voice/status?leg={leg.id}"),
                status_callback_method="POST",
                status_callback_event=EVENTS,
                timeout=ring_s,
            )
        return _sid(call)

    def find_call(self, leg: Leg) -> tuple[str, str] | None:
        """Look for a leg's call: the first to that phone since the leg was made.

        A phone has one live leg at a time, so there is no other. Not by start time: that is empty
        until the call is dialled.
        """
        with _asking():
            listed = self._client.calls.list(to=leg.phone, from_=self._number, limit=LISTED)
        return _first_since(leg.created_at + self._clock.ahead, listed)

    def call_status(self, sid: str) -> str:
        """Twilio's CallStatus of one call."""
        with _asking():
            return str(self._client.calls(sid).fetch().status)

    def redirect(self, sid: str, path: str) -> None:
        """Make a live call ask for the TwiML at this path."""
        with _asking():
            self._client.calls(sid).update(url=self._url(path), method="POST")

    def hang_up(self, sid: str) -> None:
        """End a call, ringing or talking."""
        with _asking():
            self._client.calls(sid).update(status="completed")

    def bring_in(self, queue_sid: str, call_sid: str, path: str) -> None:
        """Take one caller out of a queue and lead them to this path."""
        with _asking():
            member = self._client.queues(queue_sid).members(call_sid)
            member.update(url=self._url(path), method="POST")

    def send(self, text: Text, body: str, *, good_for_s: int) -> str:
        """Send one text and return its MessageSid; one POST, no retry."""
        with _creating():
            message = self._client.messages.create(
                to=text.phone,
                from_=self._number,
                body=body,
                status_callback=self._url(f"/sms/status?text={text.id}"),
                validity_period=max(1, min(LONGEST_VALIDITY_S, good_for_s)),
            )
        return _sid(message)

    def find_text(self, text: Text, body: str) -> tuple[str, str] | None:
        """Look for a text: the first with these words to that phone since it was made."""
        with _asking():
            listed = self._client.messages.list(to=text.phone, limit=LISTED)
        same = [each for each in listed if each.body == body]
        return _first_since(text.created_at + self._clock.ahead, same)

    def texts_received(self, since: datetime, until: datetime, limit: int) -> list[ReceivedText]:
        """Texts to our number in that time."""
        listed = twilio_received.texts_received
        return self._by_our_clock(
            lambda ahead: listed(self._client, self._number, since + ahead, until + ahead, limit)
        )

    def texts_sent(self, since: datetime, limit: int) -> list[SentText]:
        """Texts from our number since then."""
        listed = twilio_received.texts_sent
        return self._by_our_clock(
            lambda ahead: listed(self._client, self._number, since + ahead, limit)
        )

    def calls_received(self, since: datetime, until: datetime, limit: int) -> list[ReceivedCall]:
        """Calls to our number in that time."""
        listed = twilio_received.calls_received
        return self._by_our_clock(
            lambda ahead: listed(self._client, self._number, since + ahead, until + ahead, limit)
        )

    def texts_with_words(self, since: datetime, until: datetime, limit: int) -> list[TextWithWords]:
        """Texts of that time, both ways, whose words Twilio still has."""
        listed = twilio_redacting.texts_with_words
        return self._by_our_clock(
            lambda ahead: listed(self._client, self._number, since + ahead, until + ahead, limit)
        )

    def redact(self, sid: str) -> None:
        """Take the words out of one text."""
        with _asking():
            twilio_redacting.redact(self._client, sid)

    def recordings_of(self, call_sid: str) -> list[tuple[str, str, int]]:
        """What was recorded in a call: (RecordingSid, status, seconds) each."""
        with _asking():
            listed = self._client.recordings.list(call_sid=call_sid, limit=LISTED)
            # No duration yet, or -1: it is still being written.
            return [(str(r.sid), str(r.status), max(0, int(r.duration or 0))) for r in listed]

    def delete_recording(self, sid: str) -> None:
        """Delete a recording for good."""
        with _asking():
            self._client.recordings(sid).delete()

    def _by_our_clock(self, ask: Callable[[timedelta], list[L]]) -> list[L]:
        """What is listed of a time of ours, with our times; asked anew where only the answer told
        how Twilio's clock goes."""
        with _asking():
            ahead = self._clock.ahead
            found = ask(ahead)
            if abs(self._clock.ahead - ahead) > CLOCKS_DIFFER:
                ahead = self._clock.ahead
                found = ask(ahead)
        return [replace(each, at=each.at - ahead) for each in found]

    def _url(self, path: str) -> str:
        return f"{self._public_url}{path}"


@contextmanager
def _creating() -> Iterator[None]:
    """For a POST that must not happen twice: what is unclear stays unclear."""
    try:
        yield
    except TwilioRestException as error:
        raise _refusal(error, unclear=AmbiguousAnswer) from error
    except (TwilioException, KeyError, TypeError, ValueError) as error:
        raise AmbiguousAnswer("Twilio's answer cannot be read") from error


@contextmanager
def _asking() -> Iterator[None]:
    """For what may be done again: anything unclear can simply be tried later.

    So can what our credentials do not open just now: that says nothing of the call asked after.
    """
    try:
        yield
    except AmbiguousAnswer as error:
        raise TryLater("Twilio's answer was lost") from error
    except TwilioRestException as error:
        if error.status in NOT_LET_IN:
            raise TryLater("Twilio does not let us in") from error
        raise _refusal(error, unclear=TryLater) from error
    except (TwilioException, KeyError, TypeError, ValueError) as error:
        raise TryLater("Twilio's answer cannot be read") from error


def _refusal(error: TwilioRestException, *, unclear: Callable[[str], Exception]) -> Exception:
    code = error.code if isinstance(error.code, int) else 0
    if error.status == 429 or code == RATE_LIMIT:
        return RateLimited("Twilio takes no more requests just now")
    if error.status == NO_SUCH_THING:
        return UnknownToCarrier("Twilio has no such call or message", code)
    if 400 <= error.status < 500:
        # The code alone: Twilio's own message names the number.
        return RefusedByCarrier(f"Twilio refused with {code or error.status}", code)
    return unclear(f"Twilio failed with status {error.status}")


def _sid(created: Any) -> str:
    if not created.sid:
        raise AmbiguousAnswer("Twilio's answer names no SID")
    return str(created.sid)


def _first_since(since: datetime, listed: Iterable[Any]) -> tuple[str, str] | None:
    """The oldest made since then; `listed` comes newest first."""
    recent = [
        each
        for each in listed
        if each.date_created is None or each.date_created >= since - CLOCKS_DIFFER
    ]
    return (str(recent[-1].sid), str(recent[-1].status)) if recent else None
