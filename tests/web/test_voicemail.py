"""Messages callers leave, told as phone calls: offered where nobody can answer, kept once however
Twilio tells of them, and a truthful ending when nothing was said.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from redis.exceptions import ConnectionError as NoConnection

from service.domain.callback import Outcome, Reason, State
from service.domain.errors import TryLater
from service.domain.person import Person
from service.domain.voicemail import Voicemail, VoicemailOffer
from service.web.ports import NAME
from tests.builders import CALLER, TEXTER, a_callback, a_sid
from tests.web.conftest import Twilio
from tests.web.phone_calls import Caller
from tests.web.switchboard import Switchboard

OFFER = "To leave a message and be called back, press 7."
NOTHING = "We did not hear a message. Thank you for calling."


@pytest.fixture
def helpline(
    twilio: Twilio, app: Flask, link, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Switchboard]:
    """A helpline where messages may be left, with the operator's choice of where."""

    def chosen(offer: VoicemailOffer = VoicemailOffer.CLOSED, **choices: object) -> Switchboard:
        web = app.extensions[NAME]
        policy = replace(web.ports.policy, voicemail=offer, **choices)
        ports = replace(web.ports, policy=policy)
        monkeypatch.setitem(app.extensions, NAME, replace(web, ports=ports))
        return Switchboard(twilio, ports, link)

    return chosen


@pytest.fixture
def board(helpline: Callable[..., Switchboard]) -> Switchboard:
    """Nobody is on shift, and messages may be left there."""
    return helpline()


def the_message(board: Switchboard) -> Voicemail:
    (only,) = board.ports.store.voicemails()
    return only


def test_nobody_on_shift_and_a_message_becomes_a_callback(board: Switchboard) -> None:
    caller = board.someone_calls()
    assert caller.hears.endswith(OFFER)

    caller.presses("7")
    assert "It is recorded, and only our staff hear it" in caller.hears
    caller.leaves_a_message(34)

    assert caller.hears.startswith("Thank you. Your message is saved. Good. We call you")
    assert caller.verb("Hangup") is not None
    message, callback = the_message(board), board.callback()
    assert (message.id, message.seconds, message.phone) == (caller.recording, 34, CALLER)
    assert message.callback == callback.id
    assert (callback.reason, callback.phone) == (Reason.VOICEMAIL, CALLER)
    caller.hangs_up()
    assert board.call(caller).ending == "voicemail"


def test_the_recording_is_never_transcribed_and_has_a_tone_and_an_end(board: Switchboard) -> None:
    record = board.someone_calls().presses("7").verb("Record")

    assert record is not None
    assert "transcribe" not in record.attrib
    assert record.get("playBeep") == "true"
    assert record.get("maxLength") == "120"
    assert record.get("finishOnKey") == "1234567890*#"
    assert record.get("recordingStatusCallback") == "/voice/voicemail/status"


def test_in_spanish_all_of_it_is_spanish(board: Switchboard) -> None:
    caller = board.someone_calls().presses("2")
    assert caller.hears.endswith("Para dejar un mensaje y que le llamemos, oprima 7.")

    caller.presses("7").leaves_a_message()

    assert caller.hears.startswith("Gracias. Su mensaje quedó guardado.")
    assert the_message(board).language == "es"
    assert board.callback().language == "es"


@pytest.mark.parametrize("words", ["I want to leave a message", "quiero dejar un mensaje"])
def test_asking_aloud_to_leave_a_message_is_enough(board: Switchboard, words: str) -> None:
    assert board.someone_calls().says(words).verb("Record") is not None


def test_crisis_words_come_before_a_message(board: Switchboard) -> None:
    caller = board.someone_calls().says("leave a message that i want to die")

    assert caller.verb("Record") is None
    assert "9 8 8" in caller.hears


@pytest.mark.parametrize("level", ["1", "3", "4", "8"])
def test_a_message_is_offered_at_the_first_level_only(board: Switchboard, level: str) -> None:
    caller = board.someone_calls().presses(level)
    assert OFFER not in caller.hears

    assert caller.presses("7").verb("Record") is None


def test_unless_it_is_switched_on_7_is_a_key_like_any_other(
    helpline: Callable[..., Switchboard],
) -> None:
    caller = helpline(VoicemailOffer.OFF).someone_calls()
    assert "message" not in caller.hears

    caller.presses("7")

    assert "I did not get that" in caller.hears


@pytest.mark.parametrize("offer", list(VoicemailOffer))
def test_while_somebody_can_answer_there_is_a_person_and_no_machine(
    helpline: Callable[..., Switchboard], offer: VoicemailOffer
) -> None:
    board = helpline(offer)
    board.on_shift("amina")

    caller = board.someone_calls()
    assert "message" not in caller.hears
    caller.presses("7")

    assert caller.verb("Record") is None


def ceiling(board: Switchboard, phone: str = CALLER) -> Caller:
    """Somebody for whom nobody came to the phone."""
    board.on_shift("amina")
    caller = board.someone_calls(phone).presses("0").waits(181)
    return caller.leaves_the_queue()


def test_where_switched_on_a_wait_for_nobody_may_end_in_a_message(
    helpline: Callable[..., Switchboard],
) -> None:
    board = helpline(VoicemailOffer.UNANSWERED)

    caller = ceiling(board)
    assert caller.hears.endswith(OFFER)
    caller.presses("7").leaves_a_message()

    callback = board.callback()
    assert callback.reason is Reason.LEFT_THE_LINE
    assert the_message(board).callback == callback.id


def test_with_messages_for_closed_hours_only_a_wait_ends_without_one(board: Switchboard) -> None:
    caller = ceiling(board)

    assert "message" not in caller.hears
    assert caller.presses("7").verb("Record") is None


def test_a_withheld_number_leaves_a_message_for_a_supervisor(board: Switchboard) -> None:
    caller = board.someone_calls("anonymous").presses("7").leaves_a_message()

    assert caller.hears.startswith("Thank you. Your message is saved. Thank you for calling.")
    message = the_message(board)
    assert message.is_for_a_supervisor
    assert (message.phone, message.callback) == ("", "")
    assert board.ports.store.all_callbacks(5)[0] == []


def test_a_withheld_number_after_a_wait_may_leave_a_message_instead_of_a_number(
    helpline: Callable[..., Switchboard],
) -> None:
    board = helpline(VoicemailOffer.UNANSWERED)

    caller = ceiling(board, "anonymous")
    assert caller.hears.endswith("To leave a message instead, press 7, then pound.")

    assert caller.presses("7").verb("Record") is not None


def test_a_withheld_caller_who_gave_a_number_has_a_message_with_that_callback(
    board: Switchboard,
) -> None:
    caller = board.someone_calls("anonymous").presses("5").presses("2125550177").presses("1")
    caller.document = '<Response><Gather action="/voice/menu?level=first&amp;open=0"/></Response>'

    caller.presses("7").leaves_a_message()

    assert the_message(board).callback == board.callback().id


def test_whoever_is_blocked_in_the_middle_of_a_call_leaves_a_message_and_gets_no_callback(
    board: Switchboard,
) -> None:
    caller = board.someone_calls().presses("7")
    person = Person(id=board.ports.identity.person(CALLER))
    board.keeps(replace(person, blocked_until=board.now + timedelta(days=1)))

    caller.leaves_a_message()

    assert caller.hears.startswith("Thank you. Your message is saved. Thank you for calling.")
    assert the_message(board).is_for_a_supervisor
    assert board.ports.store.all_callbacks(5)[0] == []


def test_one_open_callback_whatever_it_came_from(board: Switchboard) -> None:
    person = board.ports.identity.person(CALLER)
    board.keeps(a_callback(person=person, phone=CALLER, at=board.now))

    board.someone_calls().presses("7").leaves_a_message()
    board.someone_calls().presses("7").leaves_a_message()

    callback = board.callback()
    assert callback.reason is Reason.TREATMENT
    assert {each.callback for each in board.ports.store.voicemails()} == {callback.id}
    assert len(board.ports.store.voicemails(callback.id)) == 2


def test_a_message_after_a_closed_callback_opens_a_new_one(board: Switchboard) -> None:
    board.someone_calls().presses("7").leaves_a_message()
    first = board.callback()
    board.keeps(first.close(Outcome.REACHED, board.now))

    board.someone_calls().presses("7").leaves_a_message()

    fresh = board.ports.store.voicemails()[0].callback
    assert fresh != first.id
    assert board.callback(fresh).state is State.WAITING


def test_whoever_stopped_our_calls_and_leaves_a_message_is_called(board: Switchboard) -> None:
    board.someone_calls().presses("9").presses("9")

    board.someone_calls().presses("7").leaves_a_message()

    known = board.ports.store.get(Person, board.ports.identity.person(CALLER))
    assert known is not None
    assert known.takes_calls
    assert not known.takes_texts


@pytest.mark.parametrize(
    "order", sorted(set(permutations(["action", "report", "report", "action"])))
)
def test_told_of_twice_in_any_order_it_is_one_message(
    board: Switchboard, order: tuple[str, ...]
) -> None:
    caller = board.someone_calls().presses("7")
    tone, caller.recording = caller.document, a_sid("RE")
    words = set()

    for told in order:
        if told == "report":
            caller.twilio_reports_the_message()
        else:
            caller.document = tone
            words.add(caller.leaves_a_message(sid=caller.recording).hears)

    assert len(words) == 1
    assert the_message(board).callback == board.callback().id
    assert board.callback().version == 1


def test_a_message_ended_by_hanging_up_is_kept_from_either_side_alone(board: Switchboard) -> None:
    by_action = board.someone_calls().presses("7").leaves_a_message(key="hangup")
    by_action.hangs_up()
    by_report = board.someone_calls(TEXTER).presses("7")
    by_report.hangs_up()
    by_report.twilio_reports_the_message()

    kept = {each.call_sid: each.phone for each in board.ports.store.voicemails()}
    assert kept == {by_action.sid: CALLER, by_report.sid: TEXTER}
    assert board.call(by_report).ending == "voicemail"


def test_with_both_reports_lost_twilios_own_list_is_asked(board: Switchboard) -> None:
    caller = board.someone_calls().presses("7")
    caller.hangs_up()
    sid = a_sid("RE")
    board.telephone.recordings[caller.sid] = [(sid, "completed", 9)]
    (member,) = [each for each in board.link.zrange("due", 0, -1) if "recordings" in each]

    board.sweeps_owed(member, minutes=5)

    assert (the_message(board).id, board.callback().phone) == (sid, CALLER)
    assert member not in board.link.zrange("due", 0, -1)


def test_a_recording_that_is_not_written_yet_is_asked_after_again(board: Switchboard) -> None:
    caller = board.someone_calls().presses("7")
    (member,) = [each for each in board.link.zrange("due", 0, -1) if "recordings" in each]
    board.telephone.recordings[caller.sid] = [(a_sid("RE"), "processing", 0)]

    asked = board.sweeps_owed(member, minutes=5)

    assert board.ports.store.voicemails() == []
    assert board.link.zscore("due", asked) > board.now.timestamp()


def test_twilio_away_leaves_the_question_owed(
    board: Switchboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_: str) -> list[tuple[str, str, int]]:
        raise TryLater("Twilio's answer was lost")

    board.someone_calls().presses("7")
    (member,) = [each for each in board.link.zrange("due", 0, -1) if "recordings" in each]
    monkeypatch.setattr(board.telephone, "recordings_of", away)

    asked = board.sweeps_owed(member, minutes=5)

    assert board.link.zscore("due", asked) > board.now.timestamp()


def test_after_silence_the_ending_is_truthful_and_nothing_is_kept(board: Switchboard) -> None:
    caller = board.someone_calls().presses("7")

    after = list(ET.fromstring(caller.document))
    caller.twilio_reports_the_message(0, "absent")

    assert [verb.tag for verb in after] == ["Say", "Record", "Say", "Say", "Hangup"]
    assert f"{after[2].text} {after[3].text}".startswith(NOTHING)
    assert board.ports.store.voicemails() == []
    assert board.ports.store.all_callbacks(5)[0] == []


@pytest.mark.parametrize("seconds", [0, -1])
def test_a_recording_of_nothing_makes_nothing(board: Switchboard, seconds: int) -> None:
    caller = board.someone_calls().presses("7").leaves_a_message(seconds)

    assert caller.hears.startswith(NOTHING)
    caller.twilio_reports_the_message(0)
    assert board.ports.store.voicemails() == []


def test_silence_reported_first_or_last_leaves_nothing_to_hear(board: Switchboard) -> None:
    first = board.someone_calls().presses("7")
    first.recording = a_sid("RE")
    first.twilio_reports_the_message(0, "absent")
    first.leaves_a_message(sid=first.recording)
    last = board.someone_calls(TEXTER).presses("7").leaves_a_message()
    last.twilio_reports_the_message(0, "absent").twilio_reports_the_message(0, "absent")

    assert first.hears.startswith(NOTHING)
    assert board.ports.store.voicemails() == []
    assert board.callback().phone == TEXTER  # it was promised


def test_a_report_on_a_call_nobody_knows_keeps_the_message_for_a_supervisor(
    board: Switchboard,
) -> None:
    stranger = Caller(board.twilio)

    stranger.twilio_reports_the_message()

    assert the_message(board).is_for_a_supervisor


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 400),
        ({"RecordingSid": "../../Calls", "RecordingStatus": "completed"}, 400),
        ({"RecordingSid": "RE" + "0" * 32}, 400),
        ({"RecordingSid": "RE" + "0" * 32, "RecordingStatus": "exploded"}, 204),
        ({"RecordingSid": "RE" + "0" * 32, "RecordingStatus": "failed"}, 204),
    ],
)
def test_a_report_that_says_nothing_changes_nothing(
    board: Switchboard, fields: dict[str, str], status: int
) -> None:
    caller = board.someone_calls()
    sent = {"AccountSid": caller._fields()["AccountSid"], "CallSid": caller.sid} | fields

    answer = board.twilio.posts("/voice/voicemail/status", sent)

    assert answer.status_code == status
    assert board.ports.store.voicemails() == []


def test_a_report_of_unstated_length_is_a_message(board: Switchboard) -> None:
    caller = board.someone_calls().presses("7")
    sent = {
        "AccountSid": caller._fields()["AccountSid"],
        "CallSid": caller.sid,
        "RecordingSid": a_sid("RE"),
        "RecordingStatus": "completed",
    }

    board.twilio.posts("/voice/voicemail/status", sent)

    assert the_message(board).call_sid == caller.sid


def test_without_the_store_no_message_is_taken_and_none_is_claimed(
    board: Switchboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = board.someone_calls()
    recording = Caller(board.twilio, TEXTER).calls().presses("7")

    def away(*_: object, **__: object) -> object:
        raise NoConnection("gone")

    monkeypatch.setattr("redis.connection.AbstractConnection.send_packed_command", away)
    caller.presses("7")
    recording.leaves_a_message()
    sent = {"AccountSid": caller._fields()["AccountSid"], "CallSid": caller.sid}
    sent |= {"RecordingSid": a_sid("RE"), "RecordingStatus": "completed"}
    report = board.twilio.posts("/voice/voicemail/status", sent)

    assert caller.verb("Record") is None
    assert caller.verb("Dial") is not None
    assert "we could not save your request" in recording.hears
    assert report.status_code == 503
