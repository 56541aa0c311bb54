"""What phones and offices answer by themselves asks for nothing; who asks for a call is called."""

from pathlib import Path

import pytest

from service.domain.understanding import Understander

AUTOMATIC = Path(__file__).with_name("automatic_replies.txt").read_text(encoding="utf-8")
LATER = """
    Sorry, I'm busy right now. I'll call you back later.
    Can't talk right now. I'll call you back soon.
    Sorry I missed your call. I'll call you back as soon as I can.
    Ahora no puedo hablar. Te llamo más tarde.
    No puedo contestar en este momento. Le devuelvo la llamada en cuanto pueda.
"""
REQUESTS = """
    im driving right now, please call me at 5
    im driving. call me back when you can
    i am at work please call me after 6
    i am out of the office now so you can call me
    thank you for contacting me please call me
    thanks for your message. can you call me?
    i received your message please call me
    we received your message please call us back
    this is urgent please call me
    if you can call me its urgent
    missed your call, can you call back
    estoy manejando, llamenme a las 5
    es urgente llamenme por favor
    gracias por su mensaje, me pueden llamar?
    estoy fuera de la oficina llamenme
    when can you call me
    when can someone call me
    call me when you can
    will you call me
    when will you call me i need to talk to someone
    cuando me pueden llamar
    llamenme cuando puedan
"""
QUESTIONS = """
    when will you call me
    who will call me
    who is going to call me back?
    so when will someone call
    what time will you call me
    when is my call
    cuando me llaman
    ¿cuándo me van a llamar?
    a que hora me llaman
    quien me va a llamar
    y cuando es mi llamada
"""
CRISES = """
    i am having thoughts of suicide, i will respond when i can
    thank you for contacting me i want to kill myself
    if this is an emergency line please help me i want to die
    this is an emergency i am currently away from home
    my son overdosed i am on vacation what do i do
    its an emergency call me
    im in the parking lot of our office and i want to die
"""


def _lines(texts: str) -> list[str]:
    return [each.strip() for each in texts.strip().splitlines()]


@pytest.mark.parametrize("text", _lines(AUTOMATIC))
def test_an_automatic_reply_asks_for_nothing(understander: Understander, text: str) -> None:
    assert understander.understand(text).intent == "unknown"


@pytest.mark.parametrize("text", _lines(LATER))
def test_who_will_call_themselves_asks_for_no_call(understander: Understander, text: str) -> None:
    assert understander.understand(text).refined in ("later", "about-call")


@pytest.mark.parametrize("text", _lines(REQUESTS))
def test_a_request_in_such_words_is_heard(understander: Understander, text: str) -> None:
    understood = understander.understand(text)

    assert understood.intent == "callback"
    assert understood.refined in ("", "when")


@pytest.mark.parametrize("text", _lines(QUESTIONS))
def test_who_asks_when_or_by_whom_they_are_called_asks_for_no_call(
    understander: Understander, text: str
) -> None:
    assert understander.understand(text).refined == "about-call"


@pytest.mark.parametrize("text", _lines(CRISES))
def test_a_crisis_beside_such_words_is_one(understander: Understander, text: str) -> None:
    assert understander.understand(text).is_crisis


@pytest.mark.parametrize(
    "text",
    ["it says reply stop to opt out but it does not work", "do not reply again, stop texting me"],
)
def test_an_opt_out_in_such_words_is_one(understander: Understander, text: str) -> None:
    assert understander.understand(text).intent == "stop"


@pytest.mark.parametrize(
    "text",
    [
        "i hope we will get back to being a family. need help",
        "we are closed in the basement he wont let us out",
        "we will get back home at 6 call then",
    ],
)
def test_what_people_write_of_themselves_is_no_automatic_reply(
    understander: Understander, text: str
) -> None:
    assert understander.understand(text).refined != "automatic"


def test_a_misspelt_cancel_takes_back_what_it_names(understander: Understander) -> None:
    assert understander.understand("cancle the texts").intent == "stop"
    assert understander.understand("cancle my call").intent == "callback:cancel"
    assert understander.understand("canel").intent == "stop"
