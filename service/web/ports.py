"""What a request handler may use: the process's Ports and the checks of webhooks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from flask import current_app

from service.actions.calls.script import Script
from service.actions.ports import Ports

NAME = "helpline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """One web process's own things, handed over by the app factory.

    `is_genuine(target, form, signature)` checks Twilio's signature; `message_twiml(messages,
    status_callback)` renders the answer to a text and `voice_twiml(script)` to a call;
    `recorded_prompt(language, name)` finds a recording of a prompt; `recording(sid)` fetches what a
    caller left, the one REST call the web makes; `why_not_ready()` lists what keeps this process
    from its work; `mark` tells this installation from another.
    """

    ports: Ports
    account_sid: str
    is_genuine: Callable[[str, Mapping[str, str], str], bool]
    message_twiml: Callable[[tuple[str, ...], str], str]
    voice_twiml: Callable[[Script], str]
    recording: Callable[[str], bytes]
    recorded_prompt: Callable[[str, str], Path | None]
    why_not_ready: Callable[[], list[str]]
    public_url: str
    is_demo: bool
    metrics_token: str
    simulator_port: int
    mark: str


def web() -> Web:
    """This process's own things."""
    return cast("Web", current_app.extensions[NAME])


def ports() -> Ports:
    """The ports that actions use."""
    return web().ports
