"""How requests to Twilio's REST API are sent: ten seconds, no retry, and to another address where
one is configured. Tells a request that surely never left from one that may have arrived.
"""

from typing import Any

import requests
from requests.exceptions import ConnectionError as NotConnected
from requests.exceptions import ConnectTimeout, RequestException
from twilio.http import HttpClient
from twilio.http.response import Response
from urllib3.exceptions import MaxRetryError, NameResolutionError, NewConnectionError

from service.adapters.twilio_clock import TwilioClock
from service.domain.errors import AmbiguousAnswer, TryLater

TWILIO = "https://api.twilio.com"
TIMEOUT_S = 10.0


class PlainHttp(HttpClient):  # type: ignore[misc]
    """One request, one connection: a kept connection that died in between would make every
    refusal to send look as if it might have been sent."""

    def __init__(self, api_url: str | None, clock: TwilioClock | None = None) -> None:
        self._base = (api_url or TWILIO).rstrip("/")
        self._clock = clock or TwilioClock()

    def request(
        self,
        method: str,
        url: str,
        params: dict[str, object] | None = None,
        data: dict[str, object] | None = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        """Send it once; raises TryLater or AmbiguousAnswer when no answer came."""
        address = url.replace(TWILIO, self._base, 1) if url.startswith(TWILIO) else url
        arguments: dict[str, Any] = {"params": params, "data": data, "headers": headers}
        try:
            answer = requests.request(
                method.upper(),
                address,
                auth=auth,
                timeout=timeout or TIMEOUT_S,
                allow_redirects=allow_redirects,
                **arguments,
            )
        except RequestException as error:
            if _never_left(error):
                raise TryLater("no connection to Twilio") from error
            raise AmbiguousAnswer("Twilio's answer was lost") from error
        if method.upper() == "GET":  # a POST has no time for anything else
            self._clock.answered(answer.headers.get("Date"))
        return Response(answer.status_code, answer.text)


def _never_left(error: RequestException) -> bool:
    """Whether the connection itself failed, so that nothing was sent."""
    if isinstance(error, ConnectTimeout):
        return True
    cause = error.args[0] if isinstance(error, NotConnected) and error.args else None
    if isinstance(cause, MaxRetryError):
        return isinstance(cause.reason, NewConnectionError | NameResolutionError)
    return isinstance(cause, NewConnectionError)
