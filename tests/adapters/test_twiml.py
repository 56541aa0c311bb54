"""Scripts as TwiML: well formed whatever the words hold, and within Twilio's rules."""

import inspect
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.twiml.voice_response import Dial, Gather, VoiceResponse
from twilio.twiml.voice_response import Say as SayVerb

from service.actions.calls.script import (
    Ask,
    GoTo,
    HangUp,
    JoinRoom,
    LeaveLine,
    Pause,
    RecordMessage,
    RingNumber,
    Say,
    Step,
    WaitInLine,
)
from service.adapters.twiml import Manner, voice_twiml
from service.domain.voices import voice_named, voices
from tests.twiml_rules import ATTRIBUTES, NESTING, problems

RECORD = RecordMessage(then="/voice/voicemail", report="/voice/voicemail/status")
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
        (Say("After the tone.", "en"), RECORD, Say("Nothing.", "en"), HangUp()),
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


def steps_that_lead_on() -> tuple[Step, ...]:
    """Every kind of step that leads somewhere."""
    return (
        ASK,
        RECORD,
        GoTo("/voice/wait"),
        WaitInLine(wait="/voice/wait", then="/voice/queue-left"),
        JoinRoom(room="room-1", then="/voice/left-room"),
        RingNumber(number="+12125550199", then="/voice/forwarded"),
        Say("Goodbye.", "en", key="closing"),
    )


@pytest.mark.parametrize("step", steps_that_lead_on(), ids=lambda step: type(step).__name__)
def test_every_address_begins_with_the_path_of_the_public_url(step: Step) -> None:
    recorded = {("en", "closing"): "/voice/prompts/en/closing.wav"}
    document = voice_twiml((step,), Manner(prefix="/helpline", recorded=recorded))

    addresses = [a for e in ET.fromstring(document).iter() for a in e.attrib.values()]
    addresses += [e.text or "" for e in ET.fromstring(document).iter()]
    ours = [address for address in addresses if "/voice/" in address]

    assert ours
    assert all(address.startswith("/helpline/voice/") for address in ours)


def test_a_recording_is_played_and_a_slow_repetition_is_spoken() -> None:
    manner = Manner(recorded={("en", "closing"): "/voice/prompts/en/closing.mp3"})
    goodbye = Say("Goodbye.", "en", key="closing")
    slowly = Say("Goodbye.", "en", slow=True, key="closing")
    spanish = Say("Adiós.", "es", key="closing")
    asked = Ask(says=(goodbye, slowly), then="/voice/menu", language="en")

    first, second, third = ET.fromstring(voice_twiml((goodbye, slowly, spanish), manner))
    gather = ET.fromstring(voice_twiml((asked,), manner))[0]

    assert (first.tag, first.text) == ("Play", "/voice/prompts/en/closing.mp3")
    assert (second.tag, third.tag) == ("Say", "Say")
    assert [inside.tag for inside in gather] == ["Play", "Say"]


def test_the_configured_voice_speaks_and_a_basic_one_is_not_asked_to_slow_down() -> None:
    manner = Manner(voices=voices("woman", "Polly.Mia-Neural"))

    english, spanish = ET.fromstring(
        voice_twiml((Say("Hello.", "en", slow=True), Say("Hola.", "es", slow=True)), manner)
    )

    assert (english.get("voice"), english.get("language"), english.text) == (
        "woman", "en", "Hello.",
    )  # fmt: skip
    assert (spanish.get("voice"), spanish.get("language")) == ("Polly.Mia-Neural", "es-MX")
    assert spanish[0].tag == "prosody"


def test_what_callers_say_is_understood_as_people_here_speak_whatever_the_voice() -> None:
    manner = Manner(voices={"en": voice_named("woman", "en"), "es": voice_named("man", "es")})
    asked = Ask(says=(Say("Hola.", "es"),), then="/voice/menu", language="es")

    gather = ET.fromstring(voice_twiml((asked,), manner))[0]

    assert gather.get("language") == "es-US"


def attributes_of(builder: object, verb: str) -> set[str]:
    """What twilio's own builder of a verb takes, as the attributes it becomes."""
    names = set(inspect.signature(getattr(builder, verb)).parameters)
    parts = [name.split("_") for name in names]
    return {first + "".join(each.title() for each in rest) for first, *rest in parts}


@pytest.mark.parametrize("verb", sorted(ATTRIBUTES.keys() - {"Response", "prosody"}))
def test_the_table_of_attributes_knows_none_that_twilio_does_not(verb: str) -> None:
    parent = {"Number": Dial, "Conference": Dial}.get(verb, VoiceResponse)

    known = attributes_of(parent, verb.lower())

    assert ATTRIBUTES[verb] <= known


def test_the_table_of_nesting_knows_none_that_twilio_does_not() -> None:
    for verb, inside in NESTING.items():
        builder = {"Response": VoiceResponse, "Gather": Gather, "Dial": Dial, "Say": SayVerb}[verb]
        assert all(hasattr(builder, each.lower()) for each in inside), verb


@pytest.mark.parametrize(
    ("document", "what"),
    [
        ("<Record action='/voice/voicemail' timeout='10'/><Hangup/>", "maxLength"),
        ("<Record action='/voice/voicemail' maxLength='9' timeout='3'/><Hangup/>", "slowly"),
        ("<Record action='/elsewhere' maxLength='9' timeout='10'/><Hangup/>", "not ours"),
        ("<Record action='/voice/voicemail' maxLength='9' timeout='10'/>", "nothing follows"),
        ("<Play>https://example.org/a.wav</Play><Hangup/>", "Play of"),
        ("<Play>/voice/prompts/en/../closing.wav</Play><Hangup/>", "Play of"),
    ],
)
def test_the_rules_find_what_is_wrong(document: str, what: str) -> None:
    assert what in " ".join(problems(f"<Response>{document}</Response>"))


def test_a_rooms_wait_may_hold_less_than_a_queues() -> None:
    document = voice_twiml((ASK,))

    assert problems(document, waiting=True) == []
    assert problems(document, in_room=True) == ["Gather is not allowed while waiting"]
