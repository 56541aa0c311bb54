"""What `helpline run` tells the person who started it."""

import contextlib
import sys

from service.settings import Settings

DEMO_LOGINS = ("specialist@example.org", "supervisor@example.org", "admin@example.org")
DEMO_TOKENS = ("demo-specialist", "demo-specialist-2", "demo-supervisor")
DEMO_PASSWORD = "demo"  # noqa: S105 - meant to be known  # pragma: allowlist secret


def say(line: str) -> None:
    """Print a line at once; a reader who went away is no reason to stop helping callers."""
    with contextlib.suppress(OSError):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def announce(settings: Settings) -> None:
    """Say that the helpline is ready and where."""
    local = f"http://127.0.0.1:{settings.port}"
    say("")
    if not settings.is_demo:
        say(f"The helpline is ready on port {settings.port}, for {settings.public_url}")
        return
    say("The helpline is ready. It is a demo: nothing leaves this computer.")
    say("")
    say(f"  Phones      {local}/simulator/   text or call {settings.number}")
    say(f"  Console     {local}/console/")
    for login in DEMO_LOGINS:
        say(f"              {login}, password {DEMO_PASSWORD}")
    say(f"  API         {local}/api/v1/openapi.json")
    say(f"              bearer tokens {', '.join(DEMO_TOKENS)}")
    say(f"  Kept in     {settings.data_dir}")
    say("")
    say("Stop it with Ctrl-C.")
