"""Fetches one recording from Twilio, for the one page that plays it: bounded in size and time.

The address is built from the RecordingSid and our own account; none is ever read from a request.
The HTTP client is imported when it is first needed: the web makes no other REST call.
"""

import re
import time
from collections.abc import Iterable

from service.domain.errors import RefusedByCarrier, TryLater, UnknownToCarrier

API = "https://api.twilio.com"
SID = re.compile(r"RE[0-9A-Za-z]{32}")
SOUND = "audio/mpeg"
# Two minutes at 32 kbit/s are half a megabyte.
MOST_BYTES = 4 * 1024 * 1024
CONNECT_S = 3.0
READ_S = 5.0
ALL_OF_IT_S = 10.0
AT_ONCE = 64 * 1024


class TwilioRecordings:
    """Reads recordings with the account's own credentials."""

    def __init__(self, account_sid: str, auth_token: str, api_url: str | None) -> None:
        base = (api_url or API).rstrip("/")
        self._folder = f"{base}/2010-04-01/Accounts/{account_sid}/Recordings"
        self._auth = (account_sid, auth_token)

    def fetch(self, recording: str) -> bytes:
        """The sound, as MP3. Raises UnknownToCarrier when it is gone, TryLater when no answer
        came in time, RefusedByCarrier when the answer is no sound or too large."""
        if not SID.fullmatch(recording):
            raise UnknownToCarrier("there is no such recording")
        import requests

        began = time.monotonic()
        try:
            with requests.get(
                f"{self._folder}/{recording}.mp3",
                auth=self._auth,
                timeout=(CONNECT_S, READ_S),
                allow_redirects=False,
                stream=True,
            ) as answer:
                _accept(answer.status_code, answer.headers.get("Content-Type", ""))
                return _whole(answer.iter_content(AT_ONCE), began + ALL_OF_IT_S)
        except requests.RequestException as error:
            raise TryLater("the recording did not come in time") from error


def _accept(status: int, content_type: str) -> None:
    if status == 404:
        raise UnknownToCarrier("the recording is gone")
    if status != 200:
        raise TryLater(f"the recording was not given out ({status})")
    if content_type.partition(";")[0].strip().lower() != SOUND:
        raise RefusedByCarrier("what came is no sound")


def _whole(parts: Iterable[bytes], until: float) -> bytes:
    found = bytearray()
    for part in parts:
        found += part
        if len(found) > MOST_BYTES:
            raise RefusedByCarrier("the recording is too large")
        if time.monotonic() > until:
            raise TryLater("the recording did not come in time")
    return bytes(found)
