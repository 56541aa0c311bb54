"""Scripts as TwiML: well formed whatever the words hold, and within Twilio's rules."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.actions.calls.script import (
    Ask,
    GoTo,
    HangUp,
    JoinRoom,
    LeaveLine,
    Pause,
    RingNumber,
    Say,
    Step,
    WaitInLine,
)
from service.adapters.twiml import voice_twiml
from tests.twiml_rules import problems

ASK = Ask(says=(Say("Press 1.", "en"),), then="/voice/menu?level=first", language="en")


@pytest.mark.parametrize(
    "script",
    [
        (Say("Hello.", "en"), HangUp()),
        (ASK,),
        (Pause(2), GoTo("/voice/wait")),
        (WaitInLine(wait="/voice/wait", then="/voice/queue-left"),),
        (LeaveLine(),),
        (JoinRoom(room="room-1", then="/voice/left-room"),),
        (RingNumber(number="+12125550199"), Say("Adiós.", "es"), HangUp()),
    ],
    ids=lambda script: type(script[0]).__name__,
)
def test_every_kind_of_step_is_within_twilios_rules(script: tuple[Step, ...]) -> None:
    assert problems(voice_twiml(script)) == []


@given(st.text(min_size=1))
def test_any_words_make_a_document_that_can_be_read(words: str) -> None:
    root = ET.fromstring(voice_twiml((Say(words, "en"), Say(words, "es", slow=True))))

    assert len(root) == 2


def test_each_language_has_its_own_voice_and_a_repetition_is_slow() -> None:
    document = voice_twiml((Say("Hello.", "en"), Say("Hola.", "es", slow=True)))

    english, spanish = ET.fromstring(document)
    assert (english.get("voice"), english.get("language")) == ("Polly.Joanna-Neural", "en-US")
    assert (spanish.get("voice"), spanish.get("language")) == ("Polly.Lupe-Neural", "es-US")
    assert spanish[0].get("rate") == "slow"


def test_silence_goes_to_the_action_unless_the_script_goes_on() -> None:
    gather = ET.fromstring(voice_twiml((ASK,)))[0]
    assert gather.get("actionOnEmptyResult") == "true"

    on = Ask(says=ASK.says, then=ASK.then, language="es", or_go_on=True)
    gather = ET.fromstring(voice_twiml((on, GoTo("/voice/wait"))))[0]

    assert gather.get("actionOnEmptyResult") == "false"
    assert gather.get("language") == "es-US"
    assert gather.get("profanityFilter") == "false"
