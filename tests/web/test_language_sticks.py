"""A language once used goes along from texts to calls and back; small talk is met calmly."""

import pytest
from flask import Flask

from service.actions.ports import Ports
from tests.builders import CALLER
from tests.web.conftest import Twilio
from tests.web.phone_calls import Caller
from tests.web.test_sms_webhooks import messages_of


@pytest.fixture
def ports(app: Flask) -> Ports:
    """The application's own ports."""
    found: Ports = app.extensions["helpline"].ports
    return found


def said(twilio: Twilio, body: str) -> list[str]:
    return messages_of(twilio.texts(body, phone=CALLER))


def test_a_call_after_a_spanish_text_begins_in_spanish(twilio: Twilio) -> None:
    said(twilio, "quiero hablar de la ketamina por favor")

    caller = Caller(twilio).calls()

    assert "En una emergencia, cuelgue y marque 9 1 1" in caller.hears


def test_a_text_after_a_call_asked_for_in_spanish_is_answered_in_spanish(twilio: Twilio) -> None:
    Caller(twilio).calls().presses("2").presses("5").hangs_up()

    (first, *_) = said(twilio, "DETOX")

    assert "Consulte" in first


def test_spanish_sticks_over_words_of_no_language_and_ends_when_asked(twilio: Twilio) -> None:
    said(twilio, "KETAMINA")

    number, ok, unknown = said(twilio, "90210"), said(twilio, "OK"), said(twilio, "xyzzy plugh")
    (changed, *_) = said(twilio, "ENGLISH")
    (after, *_) = said(twilio, "DETOX")

    assert not any("CALL" in each for each in [*number, *ok, *unknown])
    assert "We now answer in English" in changed
    assert "Ask a clinician" in after


@pytest.mark.parametrize(
    ("first", "then"), [("thank you", "thanks!!"), ("gracias", "ok"), ("ok", "thx"), ("ty", "TY")]
)
def test_thanks_is_answered_once_and_again_after_something_else(
    twilio: Twilio, first: str, then: str
) -> None:
    once, again = said(twilio, first), said(twilio, then)
    said(twilio, "KETAMINE")
    afresh = said(twilio, "thank you so much")

    assert once[0]
    assert again == []
    assert len(afresh) == 1


@pytest.mark.parametrize(
    "body", ["fuck you", "FUCK OFF BOT", "you are useless pieces of shit", "chinga tu madre"]
)
def test_abuse_is_met_calmly_with_a_person_and_costs_nobody_anything(
    twilio: Twilio, ports: Ports, body: str
) -> None:
    said(twilio, "CALL")

    (answer, *_) = said(twilio, body)

    person = ports.store.around(ports.identity.person(CALLER))
    assert "988" in answer
    assert "CALL" in answer or "LLAMAR" in answer
    assert body.casefold() not in answer.casefold()
    assert person.person.opted_out == ""
    assert person.callback is not None


def test_one_english_keyword_does_not_end_spanish(twilio: Twilio) -> None:
    said(twilio, "quiero que me llamen")

    (fact,) = said(twilio, "WITHDRAWAL")
    (called,) = said(twilio, "CALL")
    (in_english,) = said(twilio, "call me please")

    assert "opcion 2" in fact
    assert "Su llamada ya esta anotada" in called
    assert "Your call is already saved" in in_english


@pytest.mark.parametrize(
    ("first", "then", "language"), [("CALL", "español", "es"), ("LLAMAR", "english please", "en")]
)
def test_a_saved_call_comes_in_the_language_asked_for_after_it(
    twilio: Twilio, ports: Ports, first: str, then: str, language: str
) -> None:
    said(twilio, first)

    said(twilio, then)

    callback = ports.store.around(ports.identity.person(CALLER)).callback
    assert callback is not None
    assert callback.language == language


@pytest.mark.parametrize("phrase", ["spanish please", "i dont speak english", "Spanish"])
def test_spanish_asked_for_in_english_is_answered_in_spanish_from_then_on(
    twilio: Twilio, phrase: str
) -> None:
    (changed, *_) = said(twilio, phrase)
    (after, *_) = said(twilio, "DETOX")

    assert "Ahora contestamos en español" in changed
    assert "Consulte" in after


@pytest.mark.parametrize("phrase", ["ingles", "ingles por favor", "prefiero ingles"])
def test_english_asked_for_in_spanish_is_answered_in_english(twilio: Twilio, phrase: str) -> None:
    said(twilio, "quiero dejar la ketamina")

    (changed, *_) = said(twilio, phrase)

    assert "We now answer in English" in changed


def test_a_call_by_who_speaks_spanish_is_saved_in_spanish(twilio: Twilio, ports: Ports) -> None:
    said(twilio, "can someone who speaks spanish call me")

    callback = ports.store.around(ports.identity.person(CALLER)).callback
    assert callback is not None
    assert callback.language == "es"


@pytest.mark.parametrize("spoken", ["", "español por favor"])
def test_a_language_chosen_on_a_call_is_kept_though_nothing_else_is(
    twilio: Twilio, spoken: str
) -> None:
    caller = Caller(twilio).calls()
    (caller.says(spoken) if spoken else caller.presses("2")).presses("3").hangs_up()

    (fact, *_) = said(twilio, "detox")
    again = Caller(twilio).calls()

    assert "Consulte" in fact
    assert "En una emergencia, cuelgue y marque 9 1 1" in again.hears


def test_english_asked_for_on_a_call_ends_the_spanish_of_the_texts(twilio: Twilio) -> None:
    said(twilio, "quiero dejar la ketamina por favor")
    Caller(twilio).calls().says("ingles por favor").hangs_up()

    (fact, *_) = said(twilio, "detox")

    assert "Ask a clinician" in fact


def test_a_saved_call_comes_in_the_language_chosen_on_a_call(twilio: Twilio, ports: Ports) -> None:
    said(twilio, "CALL")

    Caller(twilio).calls().presses("2").hangs_up()

    callback = ports.store.around(ports.identity.person(CALLER)).callback
    assert callback is not None
    assert callback.language == "es"


def test_a_language_chosen_with_a_withheld_number_is_nobody_elses(
    twilio: Twilio, ports: Ports
) -> None:
    Caller(twilio, "anonymous").calls().presses("2").hangs_up()

    assert ports.store.around(ports.identity.person(CALLER)).person.language == ""


def test_english_that_was_chosen_stays_over_borrowed_words(twilio: Twilio) -> None:
    said(twilio, "english please")

    answers = [said(twilio, each)[0] for each in ("abstinencia", "WHO", "AYUDA", "gracias")]
    (plainly, *_) = said(twilio, "quiero hablar con alguien por favor")

    assert all("CALL" in each or "Call" in each or "welcome" in each for each in answers)
    assert "LLAMAR" in plainly or "Le llam" in plainly


def test_one_word_in_a_crisis_changes_no_language(twilio: Twilio) -> None:
    said(twilio, "i want to die")
    said(twilio, "AYUDA")
    said(twilio, "STOP")

    (after, *_) = said(twilio, "hello")

    assert "988" in after
    assert "opcion 2" not in after


def test_a_keyword_from_somebody_new_is_answered_in_its_language(twilio: Twilio) -> None:
    (poster, *_) = said(twilio, "CALL")
    (fact, *_) = said(twilio, "ABSTINENCIA")

    assert "Saved" in poster
    assert "opcion 2" in fact
