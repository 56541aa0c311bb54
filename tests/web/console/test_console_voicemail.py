"""Messages in the console: who hears them, that it is written down, and what they became."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from service.actions.callbacks import claim_callback
from service.actions.ports import Change
from service.domain.callback import Outcome
from service.domain.errors import RefusedByCarrier, TryLater, UnknownToCarrier
from service.domain.voicemail import Voicemail
from service.web.ports import NAME
from tests.builders import CALLER, a_sid
from tests.web.console.conftest import Desk
from tests.web.console.visitor import Visitor

SOUND = b"ID3 some sound"
ME = "demo-specialist"


@pytest.fixture
def fetched(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was asked of Twilio; put an exception first to have it raised instead."""
    asked: list[Any] = []

    def fetch(sid: str) -> bytes:
        if asked and isinstance(asked[0], Exception):
            raise asked.pop(0)
        asked.append(sid)
        return SOUND

    monkeypatch.setitem(app.extensions, NAME, replace(app.extensions[NAME], recording=fetch))
    return asked


def a_message(desk: Desk, **given: Any) -> Voicemail:
    now = desk.store.now()
    message = Voicemail(
        **{
            "id": a_sid("RE"),
            "person": "somebody",
            "phone": CALLER,
            "language": "es",
            "call_sid": a_sid("CA"),
            "seconds": 72,
            "created_at": now,
            "due_at": now + timedelta(days=7),
            **given,
        }
    )
    desk.store.commit(Change(now=now, records=(message,)))
    return message


def sound_of(message: Voicemail) -> str:
    return f"/console/voicemails/{message.id}/sound"


def heard(desk: Desk) -> list[str]:
    return [who for who, what in desk.audited() if what == "heard a voicemail"]


def test_whoever_holds_the_callback_listens_on_its_page(
    specialist: Visitor, desk: Desk, fetched: list[Any]
) -> None:
    asked = desk.has()
    message = a_message(desk, callback=asked.id)
    claim_callback(desk.ports, asked.id, ME)

    specialist.opens(f"/console/callbacks/{asked.id}")
    page = specialist.page
    answer = specialist.client.get(sound_of(message))

    assert f'src="{sound_of(message)}"' in page
    assert specialist.sees("1:12 min · Spanish")
    assert specialist.sees("Heard: not yet · Returned: not yet (claimed)")
    assert (answer.status_code, answer.data, answer.mimetype) == (200, SOUND, "audio/mpeg")
    assert answer.headers["Cache-Control"] == "no-store"
    assert fetched == [message.id]
    assert heard(desk) == [ME]
    specialist.opens(f"/console/callbacks/{asked.id}")
    assert "not yet" not in specialist.words().split("Heard:")[1].split("Returned:")[0]


def test_each_listening_is_written_down(
    specialist: Visitor, desk: Desk, fetched: list[Any]
) -> None:
    asked = desk.has()
    message = a_message(desk, callback=asked.id)
    claim_callback(desk.ports, asked.id, ME)

    for _ in range(3):
        specialist.client.get(sound_of(message))

    assert heard(desk) == [ME] * 3


def test_without_the_claim_there_is_no_sound_and_no_address_of_it(
    specialist: Visitor, desk: Desk, fetched: list[Any]
) -> None:
    asked = desk.has()
    message = a_message(desk, callback=asked.id)

    specialist.opens(f"/console/callbacks/{asked.id}")
    assert specialist.sees("They left a message. Claim the callback to listen.")
    assert "<audio" not in specialist.page
    specialist.opens(sound_of(message))

    assert specialist.status == 403
    assert fetched == []
    assert heard(desk) == []


def test_after_giving_the_callback_back_nobody_listens_on(
    specialist: Visitor, desk: Desk, fetched: list[Any]
) -> None:
    asked = desk.has()
    message = a_message(desk, callback=asked.id)
    mine = claim_callback(desk.ports, asked.id, ME)
    released = replace(mine.release(desk.store.now()), version=mine.version)
    desk.store.commit(
        Change(now=desk.store.now(), records=(replace(released, version=_version(desk, asked.id)),))
    )

    assert specialist.client.get(sound_of(message)).status_code == 403
    assert fetched == []


def _version(desk: Desk, callback_id: str) -> int:
    return desk.callback(callback_id).version


def test_a_stranger_hears_nothing(app: Flask, desk: Desk, fetched: list[Any]) -> None:
    answer = app.test_client().get(sound_of(a_message(desk)))

    assert answer.status_code == 303
    assert fetched == []


def test_a_supervisor_sees_all_of_them_masked_and_what_they_became(
    arrives: Callable[..., Visitor], desk: Desk, fetched: list[Any]
) -> None:
    asked = desk.has()
    a_message(desk, callback=asked.id)
    a_message(desk, callback="erased", phone="+12125550111")
    a_message(desk, phone="", seconds=5)
    supervisor = arrives("supervisor")

    supervisor.opens("/console/voicemails")

    assert supervisor.page.count("<audio") == 3
    assert CALLER not in supervisor.page
    assert "310" not in supervisor.words()
    assert supervisor.sees("Returned: not yet (waiting)")
    assert supervisor.sees("Returned: the callback was erased")
    assert supervisor.sees("number withheld")
    assert supervisor.sees("Returned: no number to call")
    closed = desk.callback(asked.id).close(Outcome.REACHED, desk.store.now())
    desk.store.commit(Change(now=desk.store.now(), records=(closed,)))
    supervisor.opens("/console/voicemails")
    assert supervisor.sees("Returned: reached,")


def test_the_list_is_for_supervisors(specialist: Visitor, arrives: Callable[..., Visitor]) -> None:
    specialist.opens("/console/voicemails")
    assert specialist.status == 403
    assert "/console/voicemails" not in arrives().page
    assert "/console/voicemails" in arrives("admin").page


def test_a_supervisor_sees_to_a_withheld_callers_message(
    arrives: Callable[..., Visitor], desk: Desk
) -> None:
    message = a_message(desk, phone="")
    supervisor = arrives("supervisor")
    supervisor.opens("/console/voicemails")

    supervisor.presses(f"/console/voicemails/{message.id}/seen-to")

    assert supervisor.sees("seen to by")
    assert ("demo-supervisor", "saw to a voicemail") in desk.audited()
    assert f"{message.id}/seen-to" not in supervisor.page


def test_a_specialist_sees_to_none(specialist: Visitor, desk: Desk) -> None:
    message = a_message(desk, phone="")

    specialist.sends(f"/console/voicemails/{message.id}/seen-to")

    assert specialist.status == 403


@pytest.mark.parametrize(
    ("failure", "status", "words"),
    [
        (UnknownToCarrier("gone"), 404, "It was deleted at the phone network"),
        (RefusedByCarrier("what came is no sound"), 502, "not a recording we can play"),
        (TryLater("did not come in time"), 503, "Nothing is lost: try again"),
    ],
    ids=lambda given: type(given).__name__ if isinstance(given, Exception) else "",
)
def test_when_twilio_does_not_give_it_out_there_are_words(
    arrives: Callable[..., Visitor],
    desk: Desk,
    fetched: list[Any],
    failure: Exception,
    status: int,
    words: str,
) -> None:
    message = a_message(desk)
    supervisor = arrives("supervisor")
    fetched.append(failure)

    supervisor.opens(sound_of(message))

    assert supervisor.status == status
    assert supervisor.sees(words)


@pytest.mark.parametrize(
    "name", ["a1", "RE123", "RE" + "0" * 32, "..%2f..%2fCalls", "RE" + "é" * 32]
)
def test_no_address_but_that_of_a_kept_message_leads_anywhere(
    arrives: Callable[..., Visitor], desk: Desk, fetched: list[Any], name: str
) -> None:
    supervisor = arrives("supervisor")

    supervisor.opens(f"/console/voicemails/{name}/sound")
    sound = supervisor.status
    supervisor.opens("/console/voicemails")
    supervisor.sends(f"/console/voicemails/{name}/seen-to")

    assert sound == 404
    assert supervisor.status in (404, 403, 303) or supervisor.sees("No messages")
    assert fetched == []


def test_nothing_of_twilios_address_stands_on_a_page(
    arrives: Callable[..., Visitor], desk: Desk
) -> None:
    a_message(desk)
    supervisor = arrives("supervisor")

    supervisor.opens("/console/voicemails")

    assert "twilio" not in supervisor.page.lower()
    assert (
        "media-src 'self'"
        in supervisor.client.get("/console/voicemails").headers["Content-Security-Policy"]
    )
