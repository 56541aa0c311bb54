"""Keys and words: what Gather takes, when it gives up, and what Record keeps."""

import io
import wave

import httpx
import pytest
from twilio.base.exceptions import TwilioRestException

from tests.simulator.stand_in import CALLER, SID, TOKEN, Simulation

MENU = '<Gather numDigits="1" action="/menu" {more}><Say>{words}</Say></Gather>'
LONG = "word " * 2000


def asked(sim: Simulation, more: str = "", words: str = LONG) -> str:
    """The caller is in a Gather, and long enough in it to act."""
    sid = led_to_a_menu(sim, more, words)
    sim.is_asked(CALLER)
    return sid


def led_to_a_menu(sim: Simulation, more: str, words: str = "Press a key", then: str = "") -> str:
    """The caller will be in a Gather; with `then` follows what comes after it."""
    sim.service.says("/voice/inbound", MENU.format(more=more, words=words) + then)
    sim.service.says("/menu", "<Say>Thank you</Say>")
    return sim.dials()


def test_a_key_interrupts_the_prompt_and_is_sent(sim: Simulation) -> None:
    sid = asked(sim)

    sim.does(CALLER, "press", digits="5")

    request = sim.service.waits_for("/menu")
    assert request.genuine
    assert request.fields["Digits"] == "5"
    assert request.fields["CallStatus"] == "in-progress"
    assert sim.ended(sid)["heard"][-1]["text"] == "Thank you"


def test_the_phone_shows_what_it_may_answer(sim: Simulation) -> None:
    asked(sim, more='input="dtmf speech" hints="ketamine"')

    expects = sim.is_asked(CALLER)

    assert (expects["verb"], expects["input"], expects["numDigits"]) == ("gather", "dtmf speech", 1)


def test_words_are_sent_with_their_confidence(sim: Simulation) -> None:
    asked(sim, more='input="dtmf speech" language="es-US"')

    sim.does(CALLER, "say", text="necesito ayuda", confidence=0.42)

    fields = sim.service.waits_for("/menu").fields
    assert fields["SpeechResult"] == "necesito ayuda"
    assert float(fields["Confidence"]) == 0.42
    assert fields["Language"] == "es-US"
    assert "Digits" not in fields


def test_words_are_not_heard_where_only_keys_are_asked_for(sim: Simulation) -> None:
    sid = asked(sim, more='timeout="120"', words="Press a key")

    sim.does(CALLER, "say", text="hello")

    sim.ended(sid)
    assert sim.service.at("/menu") == []


def test_after_silence_the_next_verb_follows(sim: Simulation) -> None:
    sid = led_to_a_menu(sim, more='timeout="2"', then="<Say>Nobody there</Say>")

    assert sim.ended(sid)["heard"][-1]["text"] == "Nobody there"
    assert sim.service.at("/menu") == []


def test_silence_is_sent_where_it_is_asked_for(sim: Simulation) -> None:
    led_to_a_menu(sim, more='timeout="2" actionOnEmptyResult="true"')

    assert sim.service.waits_for("/menu").fields["Digits"] == ""


def test_several_keys_end_with_the_finishing_key(sim: Simulation) -> None:
    sim.service.says("/voice/inbound", '<Gather action="/zip" timeout="300"/>')
    sim.dials()
    sim.is_asked(CALLER)

    sim.does(CALLER, "press", digits="10001#")

    fields = sim.service.waits_for("/zip").fields
    assert (fields["Digits"], fields["FinishedOnKey"]) == ("10001", "#")


def test_the_star_is_a_key_like_any_other(sim: Simulation) -> None:
    asked(sim)

    sim.does(CALLER, "press", digits="*")

    assert sim.service.waits_for("/menu").fields["Digits"] == "*"


def test_what_is_no_key_is_refused(sim: Simulation) -> None:
    asked(sim)

    assert sim.http.post(f"/simulator/phones/{CALLER}/press", json={"digits": "x"}).is_error


def test_a_gather_without_action_asks_its_own_document_again(sim: Simulation) -> None:
    sim.service.says("/voice/inbound", '<Gather numDigits="1" timeout="300"/>')
    sim.dials()
    sim.is_asked(CALLER)

    sim.does(CALLER, "press", digits="7")

    assert sim.service.waits_for("/voice/inbound", 2).fields["Digits"] == "7"


def test_hanging_up_in_a_menu_ends_the_call_without_a_request(sim: Simulation) -> None:
    sid = asked(sim)

    sim.does(CALLER, "hangup")

    assert sim.ended(sid)["status"] == "completed"
    assert sim.service.at("/menu") == []


def recorded(sim: Simulation) -> dict[str, str]:
    """The caller has left a voicemail; returns what the action was told."""
    sim.service.says("/voice/inbound", '<Record action="/left" maxLength="600" timeout="600"/>')
    sim.dials()
    sim.is_asked(CALLER)
    sim.does(CALLER, "say", text="Please call me")
    sim.does(CALLER, "press", digits="#")
    return sim.service.waits_for("/left").fields


def test_a_recording_is_kept_listed_and_deleted(sim: Simulation) -> None:
    told = recorded(sim)

    found = sim.twilio.recordings.list(call_sid=told["CallSid"])
    sim.twilio.recordings(told["RecordingSid"]).delete()

    assert told["Digits"] == "#"
    assert told["RecordingUrl"].endswith(f"/Accounts/{SID}/Recordings/{told['RecordingSid']}")
    assert [one.sid for one in found] == [told["RecordingSid"]]
    assert found[0].duration == told["RecordingDuration"]
    with pytest.raises(TwilioRestException):
        sim.twilio.recordings(told["RecordingSid"]).fetch()


def test_a_recording_can_be_played_as_wav_and_mp3(sim: Simulation) -> None:
    told = recorded(sim)
    path = f"{sim.base}/2010-04-01/Accounts/{SID}/Recordings/{told['RecordingSid']}"

    wav = httpx.get(f"{path}.wav", auth=(SID, TOKEN))
    mp3 = httpx.get(f"{path}.mp3", auth=(SID, TOKEN))

    with wave.open(io.BytesIO(wav.content)) as sound:
        assert sound.getframerate() == 8000
    assert mp3.headers["content-type"] == "audio/mpeg"
    assert mp3.content[:2] == b"\xff\xf3"
    assert httpx.get(f"{path}.wav").status_code == 401


def test_an_empty_recording_is_thrown_away(sim: Simulation) -> None:
    sim.service.says("/voice/inbound", '<Record action="/left"/><Say>Nothing said</Say>')

    story = sim.ended(sim.dials())

    assert story["heard"][-1]["text"] == "Nothing said"
    assert sim.service.at("/left") == []


def test_a_recording_survives_a_hang_up(sim: Simulation) -> None:
    sim.service.says("/voice/inbound", '<Record action="/left" maxLength="600" timeout="600"/>')
    sim.dials()
    sim.is_asked(CALLER)
    sim.does(CALLER, "say", text="Please call me")

    sim.does(CALLER, "hangup")

    assert sim.service.waits_for("/left").fields["Digits"] == "hangup"


def test_silence_is_reported_as_an_absent_recording_where_that_is_asked_for(
    sim: Simulation,
) -> None:
    sim.service.says(
        "/voice/inbound",
        '<Record action="/left" recordingStatusCallback="/report"'
        ' recordingStatusCallbackEvent="completed absent"/><Say>Nothing said</Say>',
    )

    sim.ended(sim.dials())

    told = sim.service.waits_for("/report").fields
    assert (told["RecordingStatus"], told["RecordingDuration"]) == ("absent", "0")
    assert told["RecordingSid"].startswith("RE")


def test_only_a_finished_recording_is_reported_unasked(sim: Simulation) -> None:
    sim.service.says("/voice/inbound", '<Record action="/left" recordingStatusCallback="/report"/>')

    sim.ended(sim.dials())

    assert sim.service.at("/report") == []
