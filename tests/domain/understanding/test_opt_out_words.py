"""Opting out, in, and asking for help."""

from collections.abc import Callable

import pytest

from service.domain.understanding import Understander

IntentOf = Callable[..., str]
CARRIER_WORDS = "STOP STOPALL UNSUBSCRIBE END QUIT CANCEL REVOKE OPTOUT ALTO PARAR CANCELAR".split()
DRESSES = ("{}", " {} ", "{}!", "{}.", "“{}”", "{} 🛑", "{} please", "{}\n\nSent from my iPhone")


@pytest.mark.parametrize("word", CARRIER_WORDS)
@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("case", [str.upper, str.lower, str.title])
def test_a_carrier_word_opts_out_in_any_dress(
    intent_of: IntentOf, word: str, dress: str, case: Callable[[str], str]
) -> None:
    assert intent_of(dress.format(case(word))) == "stop"


@pytest.mark.parametrize("text", ["S T O P", "s.t.o.p", "STOP ALL", "OPT-OUT", "st0p", "Stoppp"])
def test_a_carrier_word_is_read_through_its_spelling(intent_of: IntentOf, text: str) -> None:
    assert intent_of(text) == "stop"


@pytest.mark.parametrize(
    "name",
    [
        "\n\n- Mike",
        " -Karen",
        "\nMaría López",
        " – Kevin Diaz.",
        "\n--\nMike D.",
        ".\n\nDenise R.",
        "\n- Dana, Floor Mgr",
    ],
)
def test_a_name_under_a_carrier_word_does_not_hide_it(intent_of: IntentOf, name: str) -> None:
    assert intent_of("STOP" + name) == "stop"


@pytest.mark.parametrize("rest", ["\nDrinking", " - Help", "\nThe Pain", " - Suicide", "\nUsing K"])
def test_a_word_of_ours_under_a_carrier_word_is_no_name(intent_of: IntentOf, rest: str) -> None:
    assert intent_of("Stop" + rest) != "stop"


@pytest.mark.parametrize(
    "text",
    [
        "take me off this list",
        "quit messaging me",
        "i don't want your texts",
        "STOP im not interested",
        "quítenme de su lista",
        "ya no me manden mensajes",
    ],
)
def test_any_plain_wish_for_no_more_texts_opts_out(intent_of: IntentOf, text: str) -> None:
    assert intent_of(text) == "stop"


@pytest.mark.parametrize(
    "text",
    [
        "stop the pain",
        "i cant quit",
        "quit ketamine",
        "please don't stop texting me",
        "how do i stop",
        "dont take me off the list",
        "my brother wont stop using",
        "no dejen de escribirme",
        "quiero parar de consumir",
        "no me quiten de la lista",
        "get me off ketamine",
        "take my mind off it",
        "i never asked for this addiction",
        "do not contact my employer please",
        "my dealer wont leave me alone",
        "i dont want calls just texts",
        "quiero dejar esto",
        "quitenme este vicio",
        "no me llamen al trabajo",
        "how do i get off ketamine",
        "how do i get off this stuff",
        "my mom found my ketamine what do i do",
        "my boss checks my phone",
        "i never signed up for this life",
        "he's no longer interested in anything",
        "can i discontinue it cold turkey",
        "is it safe to discontinue",
        "he keeps harassing me for money",
        "this is harassment from my boss",
        "i want nothing to do with drugs anymore",
        "enough with the drugs",
        "ive had enough of this",
        "how do i turn this off in my head",
        "i dont want to receive treatment far from home",
        "i dont wish to be inpatient",
        "can i unregister from the clinic",
        "formal notice from work about my drug test",
        "unsolicited advice from my family",
        "what happens if i text stop",
        "no quiero recibir tratamiento",
        "quiero salirme de las drogas",
        "quiero salir del programa de metadona",
        "no di permiso para internarlo",
        "no autorizo el tratamiento",
        "mi hijo dice dejame en paz",
        "quiero dejar de recibir golpes",
        "pueden revocar mi libertad condicional",
        "no estoy interesado en internarme",
        "ya no estoy interesada en nada",
        "ya no quiero nada de drogas",
        "como me quito las ganas",
        "estoy de baja medica",
        "por fin",
        "revoke his access to my bank",
        "no quiero que llamen a mi casa",
        "quiero quitarme este vicio",
        "take me off the waitlist please i found a bed",
        "not interested in 12 step",
        "dont text my old number use this one",
        "ya no quiero consumir",
        "me quitaron el seguro",
        "lol wrong number but good luck to yall. does the cough get better after you stop.",
    ],
)
def test_nobody_is_opted_out_who_did_not_ask(intent_of: IntentOf, text: str) -> None:
    assert intent_of(text) != "stop"


@pytest.mark.parametrize("text", ["START", "unstop", "YES", "sign me back up", "iniciar"])
def test_opting_in_again_is_understood(intent_of: IntentOf, text: str) -> None:
    assert intent_of(text) == "start"


def test_a_spoken_yes_answers_a_question(intent_of: IntentOf) -> None:
    assert intent_of("Yes.", "voice") == "answer:yes"


@pytest.mark.parametrize("text", ["NOCALL", "nevermind dont call", "ya no necesito la llamada"])
def test_taking_back_a_call_is_not_opting_out(intent_of: IntentOf, text: str) -> None:
    assert intent_of(text) == "callback:cancel"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dont tezt me", ("do", "not", "text", "me")),
        ("stop textung me", ("stop", "texting", "me")),
        ("my tickers fine", ("my", "ticker", "fine")),
    ],
)
def test_a_slip_is_read_by_the_key_beside_it(
    understander: Understander, typed: str, meant: tuple[str, ...]
) -> None:
    assert understander.book.speller.read(typed, "sms", None).words == meant


@pytest.mark.parametrize("text", ["stop the daily check ins", "no more check ins please"])
def test_check_ins_are_no_insurance(
    intent_of: IntentOf, understander: Understander, text: str
) -> None:
    assert intent_of(text) == "stop"
    assert "insurance" not in understander.book.speller.read("walk ins", "sms", None).words
    assert intent_of("can you check ins for me") == "insurance"
