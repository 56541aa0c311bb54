"""A real browser and the whole helpline as processes of its own, for walks a person would take."""

import json
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState

from tests.journeys.running import RunningHelpline, free_port

HERE = Path(__file__).parent
DESK = {"width": 1200, "height": 900}
PHONE = {"width": 360, "height": 740}
LOOKS = {
    "desk": {"viewport": DESK, "color_scheme": "light"},
    "phone": {"viewport": PHONE, "color_scheme": "light"},
    "night": {"viewport": PHONE, "color_scheme": "dark"},
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One helpline and one browser for all of these, also with several test processes.

    The walk comes first, as it begins with nobody in the queue.
    """
    items.sort(key=lambda item: HERE in item.path.parents and item.path.name != "test_walk.py")
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.stack)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def helpline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHelpline]:
    """`helpline run`, as a stranger starts it."""
    directory = tmp_path_factory.mktemp("helpline")
    running = RunningHelpline(directory, HELPLINE_SIMULATOR_PORT=str(free_port()))
    try:
        running.wait_until_ready()
        yield running
        running.stop()
    finally:
        running.end_for_sure()


@pytest.fixture
def troubles() -> list[str]:
    """What the browser complained of: script errors, refused resources, broken policies."""
    return []


@pytest.fixture
def opens(
    browser: Browser, helpline: RunningHelpline, troubles: list[str]
) -> Iterator[Callable[..., Page]]:
    """Open a window of its own (cookies too); at the end the browser must not have complained."""
    contexts: list[BrowserContext] = []

    def window(path: str = "/console/", **choices: object) -> Page:
        context = browser.new_context(
            **{
                "viewport": DESK,
                "base_url": f"http://127.0.0.1:{helpline.port}",
                "timezone_id": "America/New_York",
                **choices,
            }
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: said.type == "error" and troubles.append(said.text))
        page.goto(path)
        return page

    yield window
    for context in contexts:
        context.close()
    assert not troubles


@pytest.fixture(scope="session")
def sessions() -> dict[str, StorageState]:
    """The cookies of those who have signed in, so that not every test needs to."""
    return {}


@pytest.fixture
def signed_in(opens: Callable[..., Page], sessions: dict[str, StorageState]) -> Callable[..., Page]:
    """A window in which one of the demo's people is signed in; `anew` with a session of its own."""

    def window(
        name: str = "specialist", path: str = "/console/", *, anew: bool = False, **choices: object
    ) -> Page:
        if name in sessions and not anew:
            return opens(path, storage_state=sessions[name], **choices)
        page = opens(path, **choices)
        page.get_by_label("E-mail address").fill(f"{name}@example.org")
        page.get_by_label("Password").fill("demo")
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name="Sign out").wait_for()
        if not anew:
            sessions[name] = page.context.storage_state()
        return page

    return window


@pytest.fixture(scope="session")
def asks(helpline: RunningHelpline) -> Callable[..., str]:
    """Somebody new asks to be called, through the helpline's own API; gives the callback's id."""
    lines = count(150)

    def someone(**wish: str) -> str:
        default = {"phone": f"+1646555{next(lines):04}", "language": "en", "reason": "insurance"}
        body = json.dumps(default | wish).encode()
        headers = {"Authorization": "Bearer demo-supervisor", "Content-Type": "application/json"}
        url = f"http://127.0.0.1:{helpline.port}/api/v1/callbacks"
        request = urllib.request.Request(url, body, headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return str(json.load(answer)["id"])

    return someone


@contextmanager
def expected(troubles: list[str], *words: str) -> Iterator[None]:
    """Within this the browser may complain with these words, as a refusal is a red line to it."""
    before = len(troubles)
    yield
    troubles[before:] = [
        each for each in troubles[before:] if not any(known in each for known in words)
    ]
