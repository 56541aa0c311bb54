"""People with phones, as the simulator's own endpoints let anybody play them."""

import json
import time
import urllib.error
import urllib.request
from typing import Any

from tests.journeys.running import RunningHelpline, wait_for

TRY_AGAIN = 503
PATIENCE_S = 60.0


class Phone:
    """One phone in the simulator, used as a person uses it."""

    def __init__(self, helpline: RunningHelpline, number: str) -> None:
        self.helpline = helpline
        self.number = number

    def texts(self, body: str) -> list[dict[str, Any]]:
        """Send a text and wait for what comes back."""
        before = len(self._messages())
        self._does("text", {"body": body})
        wait_for(lambda: self._replies(before), PATIENCE_S, f"an answer to {body!r}")
        return self._replies(before)

    def calls(self) -> None:
        """Call the helpline and wait to be asked something."""
        self._does("call", {})
        self.hears_a_question()

    def answers(self) -> None:
        """Wait until it rings, pick up, and wait to be asked something."""
        wait_for(self.rings, PATIENCE_S, f"{self.number} rings")
        self._does("answer", {})
        self.hears_a_question()

    def answers_at_once(self) -> None:
        """Wait until it rings, and pick up; nothing is asked."""
        wait_for(self.rings, PATIENCE_S, f"{self.number} rings")
        self._does("answer", {})

    def presses(self, digits: str) -> None:
        """Press keys."""
        self._does("press", {"digits": digits})

    def hangs_up(self) -> None:
        """End the call."""
        self._does("hangup", {})

    def rings(self) -> bool:
        """Whether it rings now."""
        call = self.call()
        return bool(call) and call["status"] == "ringing"

    def hears_a_question(self) -> None:
        """Wait until a key or a word is expected."""
        try:
            wait_for(lambda: (self.call() or {}).get("expects"), PATIENCE_S, "a question")
        except AssertionError as error:
            error.add_note(f"{self.number} is in {self.call()}\n{self.helpline.said[-3000:]}")
            raise

    def is_joined_with(self, other: "Phone") -> None:
        """Wait until both hear each other."""
        wait_for(
            lambda: other.number in (self.call() or {}).get("joined_with", []),
            PATIENCE_S,
            f"{self.number} is joined with {other.number}",
        )

    def heard(self) -> str:
        """Everything said to this phone in its call now."""
        return " ".join(each["text"] for each in (self.call() or {}).get("heard", []))

    def call(self) -> dict[str, Any] | None:
        """The call it is in now."""
        found: dict[str, Any] | None = self._state().get("call")
        return found

    def _messages(self) -> list[dict[str, Any]]:
        return list(self._state().get("messages", []))

    def _replies(self, before: int) -> list[dict[str, Any]]:
        return [m for m in self._messages()[before:] if m["from"] != self.number]

    def _state(self) -> dict[str, Any]:
        phones = ask(self.helpline, "/simulator/state")["phones"]
        return next((phone for phone in phones if phone["number"] == self.number), {})

    def _does(self, deed: str, details: dict[str, Any]) -> None:
        ask(self.helpline, f"/simulator/phones/{self.number}/{deed}", details)


def ask(
    helpline: RunningHelpline, path: str, body: dict[str, Any] | None = None, token: str = ""
) -> Any:
    """GET, or POST when there is a body; what comes back is JSON.

    What is only read is asked for again when the answer is "try again in a moment".
    """
    request = urllib.request.Request(
        f"http://127.0.0.1:{helpline.port}{path}",
        data=None if body is None else json.dumps(body).encode(),
        headers={
            "Content-Type": "application/json",
            **({"Authorization": f"Bearer {token}"} if token else {}),
        },
        method="GET" if body is None else "POST",
    )
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            if error.code != TRY_AGAIN or body is not None or time.monotonic() > until:
                error.add_note(f"{path}: {error.read()[:500]!r}")
                raise
