"""A person's hands on the simulator's phones: text, call, answer, press keys, read and listen."""

import re

from playwright.sync_api import Locator, Page, expect

TEXTER = "Texter"
CALLER = "Caller"
SPECIALIST = "Specialist 1"


class Phone:
    """One pretend phone on the simulator's page."""

    def __init__(self, page: Page, label: str) -> None:
        self.label = label
        self.node: Locator = page.get_by_role("article", name=label, exact=True)

    def texts(self, words: str) -> None:
        """Write a text to the helpline and send it."""
        self._show("Messages")
        self.node.get_by_label(f"{self.label}: text to the helpline").fill(words)
        self.node.get_by_role("button", name="Send text").click()

    def reads(self, words: str | re.Pattern[str]) -> None:
        """Wait until a text with these words has come."""
        self._show("Messages")
        expect(self.node.get_by_role("log", name="Text messages")).to_contain_text(words)

    def calls(self) -> None:
        """Call the helpline."""
        self._show("Phone")
        self.node.get_by_role("button", name="Call the helpline").click()

    def answers(self) -> None:
        """Wait for it to ring, and answer."""
        button = self.node.get_by_role("button", name="Answer", exact=True)
        expect(button).to_be_visible(timeout=30_000)
        button.click()

    def declines(self) -> None:
        """Wait for it to ring, and decline."""
        button = self.node.get_by_role("button", name="Decline", exact=True)
        expect(button).to_be_visible(timeout=30_000)
        button.click()

    def hears(self, words: str) -> None:
        """Wait until these words have been spoken."""
        heard = self.node.get_by_role("log", name="What is heard")
        expect(heard).to_contain_text(words, timeout=30_000)

    def hears_again(self, words: str) -> None:
        """Wait until these words are the last that have been spoken."""
        heard = self.node.get_by_role("log", name="What is heard")
        expect(heard.locator(":scope > *").last).to_contain_text(words, timeout=30_000)

    def presses(self, key: str) -> None:
        """Press a key of the dial pad."""
        name = {"*": "star", "#": "pound"}.get(key, key)
        keys = self.node.get_by_role("group", name="Keys")
        keys.get_by_role("button", name=name, exact=True).click()

    def hangs_up(self) -> None:
        """End the call."""
        self.node.get_by_role("button", name="Hang up").click()

    def is_joined(self) -> None:
        """Wait until somebody else is heard on the line."""
        expect(self.node.locator(".status")).to_contain_text("joined with", timeout=30_000)

    def is_idle(self) -> None:
        """Wait until no call is on this phone."""
        expect(self.node.get_by_role("button", name="Hang up")).to_be_hidden(timeout=30_000)

    def _show(self, app: str) -> None:
        button = self.node.get_by_role("group", name="Screen").get_by_role(
            "button", name=re.compile(f"^{app}")
        )
        button.click()
