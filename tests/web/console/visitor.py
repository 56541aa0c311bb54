"""Somebody at the console: opens pages, presses buttons, and reads what stands there."""

import re
from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

PASSWORD = "demo"


class _Form:
    def __init__(self, action: str) -> None:
        self.actions = {action}
        self.fields: dict[str, str] = {}


class _Forms(HTMLParser):
    """The forms of a page with their hidden and typed fields, as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[_Form] = []
        self._inside: _Form | None = None
        self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = _Form(given.get("action", ""))
            self.found.append(self._inside)
        elif self._inside and tag == "button":
            self._inside.actions.add(given.get("formaction", ""))
        elif self._inside and tag == "input" and _is_sent(given):
            self._inside.fields[given.get("name", "")] = given.get("value", "")
        elif self._inside and tag == "textarea":
            self._textarea = given["name"]
            self._inside.fields[self._textarea] = ""

    def handle_data(self, text: str) -> None:
        if self._inside and self._textarea:
            self._inside.fields[self._textarea] += text

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = None
        if tag == "textarea":
            self._textarea = ""


def _is_sent(given: dict[str, str]) -> bool:
    """Whether a browser sends this input as the page has it: no radio, no box without its tick."""
    kind = given.get("type")
    return kind != "radio" and (kind != "checkbox" or "checked" in given)


class Visitor:
    """A browser's view of the console, with its own cookies."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.page = ""
        self.status = 0

    def opens(self, address: str, **headers: str) -> TestResponse:
        """Open a page and follow where it leads."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._read(self.client.get(address, headers=named, follow_redirects=True))

    def signs_in(self, email: str = "specialist@example.org", password: str = PASSWORD) -> None:
        """Fill in the login form."""
        self.opens("/console/login")
        self.presses("/console/login", email=email, password=password)

    def presses(self, action: str, **typed: str) -> TestResponse:
        """Send the page's form with this address; a page without it has no such button."""
        fields = self.form(action)
        return self._read(self.client.post(action, data=fields | typed, follow_redirects=True))

    def sends(self, action: str, **fields: str) -> TestResponse:
        """Post what no button of this page would send, with a genuine CSRF token."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.page)
        assert token is not None, "this page has no form"
        form = {"csrf_token": token[1], **fields}
        return self._read(self.client.post(action, data=form, follow_redirects=True))

    def presses_shift(self, to: str) -> TestResponse:
        """Press one of the shift buttons, which differ only in what they change to."""
        assert f'name="to" value="{to}"' in self.page, f"no button for {to}"
        return self.sends("/console/shift", to=to, next="/console/")

    def form(self, action: str) -> dict[str, str]:
        """What the page's form for this address would send."""
        forms = _Forms()
        forms.feed(self.page)
        for form in forms.found:
            if action in form.actions:
                return form.fields
        raise AssertionError(f"no form for {action} on this page")

    def sees(self, words: str) -> bool:
        """Whether these words stand on the page."""
        return words in self.words()

    def words(self) -> str:
        """The page's text without its tags."""
        text = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", self.page, flags=re.DOTALL)
        for sign, entity in (("&", "&amp;"), ("'", "&#39;"), ('"', "&#34;"), ("<", "&lt;")):
            text = text.replace(entity, sign)
        return re.sub(r"\s+", " ", text)

    def _read(self, answer: TestResponse) -> TestResponse:
        self.page, self.status = answer.get_data(as_text=True), answer.status_code
        return answer
