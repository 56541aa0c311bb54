"""Awkward turns of a conversation: machines, sources, complaints, other numbers and languages."""

import pytest

from service.actions.ports import Ports
from service.domain.callback import State
from tests.actions.test_receive_sms import Texter


@pytest.fixture
def texter(ports: Ports) -> Texter:
    return Texter(ports)


def test_a_robot_that_sends_our_own_words_back_is_no_crisis_and_stops(texter: Texter) -> None:
    said = texter.texts("hello").messages[0]
    assert "988" in said

    answers = [texter.texts(said) for _ in range(3)]

    assert [answer.outcome for answer in answers] == ["loop-stopped"] * 3


def test_a_person_in_danger_is_answered_though_a_robot_spoke_before(texter: Texter) -> None:
    texter.texts(texter.texts("hello").messages[0])

    assert texter.texts("i want to die").outcome == "crisis"


def test_a_robot_that_counts_is_left_alone(texter: Texter) -> None:
    answers = [texter.texts(f"Auto-reply: I am away until {n}:30") for n in range(12)]

    assert [answer.messages for answer in answers[-3:]] == [(), (), ()]


def test_hours_named_one_after_the_other_are_no_robot(texter: Texter) -> None:
    texter.texts("CALL")

    answers = [texter.texts(f"{hour}pm") for hour in range(1, 9)]

    assert all(answer.messages for answer in answers)


@pytest.mark.parametrize("topic", ["WITHDRAWAL", "BRAIN", "KETAMINE", "ABSTINENCIA"])
def test_the_end_of_every_topic_is_told(texter: Texter, topic: str) -> None:
    texter.texts(topic)

    lines = [answer.messages[0] for _ in range(9) if (answer := texter.texts("MORE")).messages]

    assert any("all we have" in line or "Eso es todo" in line for line in lines)


@pytest.mark.parametrize("between", ["my bladder hurts", "MENU", "CALL", "WHO"])
def test_source_cites_nothing_for_an_answer_that_is_our_own(texter: Texter, between: str) -> None:
    texter.texts("DETOX")
    texter.texts(between)

    assert "our own" in texter.texts("SOURCE").messages[0]


def test_source_cites_the_section_of_the_insurance_question(texter: Texter) -> None:
    texter.texts("INSURANCE")

    assert "Ketamine Effects" in texter.texts("SOURCE").messages[0]


def test_a_voicemail_that_was_allowed_can_be_taken_back(texter: Texter) -> None:
    for text in ("CALL", "VOICEMAIL"):
        texter.texts(text)
    assert texter.callback is not None
    assert texter.callback.voicemail_ok

    answer = texter.texts("no voicemail please")

    assert "no voicemail" in answer.messages[0]
    assert not texter.callback.voicemail_ok


@pytest.mark.parametrize(
    "text", ["you didnt call", "i cant call", "dont call my house", "no", "no thanks"]
)
def test_a_complaint_or_a_no_does_not_cancel_the_call(texter: Texter, text: str) -> None:
    texter.texts("CALL")

    answer = texter.texts(text)

    assert texter.callback is not None
    assert texter.callback.is_open
    assert "off the list" not in answer.messages[0]


@pytest.mark.parametrize(
    "text", ["do not call me at work", "dont call my wife", "no me llamen al trabajo"]
)
def test_where_not_to_call_asks_for_no_call(texter: Texter, text: str) -> None:
    texter.texts(text)

    assert texter.callback is None


@pytest.mark.parametrize("words", ["CALL 90001", "call please 90001", "LLAMAR 90001"])
def test_a_zip_beside_call_says_where_they_are(texter: Texter, words: str) -> None:
    answer = texter.texts(words)

    assert answer.outcome == "callback-queued"
    assert texter.callback is not None
    assert texter.callback.zone == "America/Los_Angeles"


@pytest.mark.parametrize(
    "words", ["call me at 555-0143", "call me at +44 20 7946 0958", "llámenme al 555-0143"]
)
def test_who_names_a_number_we_cannot_ring_reads_which_one_rings(
    texter: Texter, words: str
) -> None:
    answer = texter.texts(words)

    assert answer.outcome == "callback-queued"
    assert any("you text from" in line or "que escribe" in line for line in answer.messages)


@pytest.mark.parametrize("word", ["si", "mañana", "ok", "puerto rico", "los angeles"])
def test_one_small_word_does_not_change_the_language(texter: Texter, word: str) -> None:
    for text in ("ENGLISH", "DETOX", word):
        texter.texts(text)

    assert texter.person.language == "en"


@pytest.mark.parametrize("word", ["INSURANCE", "WHO", "PRIVACY", "MENU"])
def test_after_a_crisis_988_stands_in_every_answer(texter: Texter, word: str) -> None:
    texter.texts("i want to die")

    assert "988" in texter.texts(word).messages[0]


def test_our_words_with_a_cry_behind_them_are_no_echo(texter: Texter) -> None:
    said = texter.texts("WITHDRAWAL").messages[0]

    assert texter.texts(f"{said} i want to die").outcome == "crisis"


def test_a_robot_is_left_alone_after_a_crisis_too(texter: Texter) -> None:
    said = texter.texts("i want to die").messages[0]

    assert texter.texts(said).messages == ()


@pytest.mark.parametrize(
    ("texts", "cited"),
    [
        (("DETOX", "SOURCE", "SOURCE"), "Our source"),
        (("DETOX", "MENU", "SOURCE", "SOURCE"), "our own"),
        (("INSURANCE", "SOURCE", "SOURCE"), "Ketamine Effects"),
    ],
)
def test_source_asked_again_cites_the_same(
    texter: Texter, texts: tuple[str, ...], cited: str
) -> None:
    lines = [texter.texts(text).messages[0] for text in texts]

    assert cited in lines[-1]


def test_more_after_an_offer_does_not_go_on_with_an_older_topic(texter: Texter) -> None:
    for text in ("DETOX", "i relapsed"):
        texter.texts(text)

    assert texter.texts("MORE").outcome == "menu"


@pytest.mark.parametrize(
    "text",
    ["no voicemail please", "no vm", "do not leave me any messages"],
)
@pytest.mark.parametrize("before", [(), ("CALL", "STOP")])
def test_what_refines_a_call_asks_for_none(
    texter: Texter, text: str, before: tuple[str, ...]
) -> None:
    for each in before:
        texter.texts(each)

    answer = texter.texts(text)

    assert answer.outcome != "callback-queued"
    assert "saved: from" not in answer.messages[0]
    assert texter.callback is None or texter.callback.state is State.REVIEW


@pytest.mark.parametrize(
    "text",
    [
        *("still no call", "no call yet", "its 1pm and no call", "still waiting", "k"),
        *("when will you call me", "who will call me", "when", "what time?", "how soon"),
        *("i dont know my zip", "whats a zip code"),
    ],
)
def test_who_asks_after_the_call_hears_when_it_comes(texter: Texter, text: str) -> None:
    texter.texts("CALL")

    answer = texter.texts(text)

    assert texter.callback is not None
    assert texter.callback.is_open
    assert "already saved" in answer.messages[0]


@pytest.mark.parametrize("text", ["cuando me llaman", "a que hora", "no se mi codigo postal"])
def test_who_asks_after_the_call_in_spanish_too(texter: Texter, text: str) -> None:
    texter.texts("LLAMAR")

    assert "ya esta anotada" in texter.texts(text).messages[0]


@pytest.mark.parametrize("text", ["when will you call me", "who will call me", "cuando me llaman"])
def test_who_asks_after_a_call_that_is_not_saved_is_told_so(texter: Texter, text: str) -> None:
    answer = texter.texts(text)

    assert texter.callback is None
    assert answer.messages[0].startswith(("No call is saved", "No hay llamada"))


@pytest.mark.parametrize(
    "text",
    [
        *("will you leave a message", "do you leave voicemails?", "are u going to leave a vm"),
        *("van a dejar recado?", "dejan mensaje si no contesto?"),
    ],
)
def test_who_asks_whether_we_leave_a_voicemail_is_told_and_changes_nothing(
    texter: Texter, text: str
) -> None:
    texter.texts("CALL")
    before = texter.callback
    assert before is not None

    refused = texter.texts(text)
    texter.texts("VOICEMAIL")
    allowed = texter.texts(text)

    assert any(line in refused.messages[0] for line in ("we leave no voicemail", "no dejamos"))
    assert any(line in allowed.messages[0] for line in ("we leave a short", "dejamos un"))
    assert texter.callback is not None
    assert texter.callback.voicemail_ok
    assert texter.callback.due_at == before.due_at


@pytest.mark.parametrize("text", ["i dont want to talk to anyone", "no quiero hablar"])
def test_who_does_not_want_to_talk_is_put_on_no_list(texter: Texter, text: str) -> None:
    texter.texts(text)

    assert texter.callback is None


@pytest.mark.parametrize(
    "text",
    [
        "can you call me and do you take medicaid",
        "call me i have no insurance",
        "CALL 7",
        "7pm CALL",
    ],
)
def test_a_request_is_not_lost_beside_something_else(texter: Texter, text: str) -> None:
    assert texter.texts(text).outcome == "callback-queued"


@pytest.mark.parametrize("text", ["help 🙏", "😭 help"])
def test_help_that_twilio_does_not_answer_is_answered(with_policy, text: str) -> None:
    texter = Texter(with_policy(twilio_answers_keywords=True))

    assert texter.texts(text).messages


def test_hours_in_figures_are_no_phone_number(texter: Texter) -> None:
    answer = texter.texts("please call me between 900-1700")

    assert not any("you text from" in line for line in answer.messages)


@pytest.mark.parametrize(("word", "outcome"), [("no", "unknown"), ("k", "fact")])
def test_an_answer_given_once_is_no_answer_the_second_time(
    texter: Texter, word: str, outcome: str
) -> None:
    texter.texts("CALL")

    assert texter.texts(word).outcome == "callback-open"
    assert texter.texts(word).outcome == outcome


@pytest.mark.parametrize(
    "text",
    [
        "i dont need your help",
        "i dont need help anymore thanks",
        "no thanks i dont need help",
        "ya no necesito ayuda",
        "no gracias no necesito ayuda",
    ],
)
def test_who_needs_no_help_any_more_is_not_called(ports: Ports, text: str) -> None:
    cold, asked = Texter(ports), Texter(ports, "+12125550177")
    asked.texts("CALL")

    cold.texts(text)

    assert asked.texts(text).outcome == "callback-cancelled"
    assert ports.store.around(cold.id).callback is None


@pytest.mark.parametrize("text", ["i dont want help", "i dont need help", "no, necesito ayuda"])
def test_what_may_be_despair_or_its_contrary_neither_asks_nor_cancels(
    ports: Ports, text: str
) -> None:
    cold, asked = Texter(ports), Texter(ports, "+12125550177")
    asked.texts("CALL")

    answer = cold.texts(text)
    asked.texts(text)

    assert "CALL" in answer.messages[0] or "LLAMAR" in answer.messages[0]
    assert ports.store.around(cold.id).callback is None
    kept = ports.store.around(asked.id).callback
    assert kept is not None
    assert kept.state is State.WAITING


def test_who_cannot_talk_on_the_phone_is_told_of_the_call_that_is_saved(ports: Ports) -> None:
    texter = Texter(ports)
    before = texter.texts("i cant talk on the phone")
    texter.texts("CALL")

    after = texter.texts("i cant talk on the phone")

    assert len(before.messages) >= 1
    assert "already saved" not in f"{before.messages}"
    assert "NOCALL" in after.messages[0]
    assert "No one answers by text" in after.messages[1]


def test_yes_to_the_question_about_insurance_is_offered_a_person(ports: Ports) -> None:
    texter = Texter(ports)
    texter.texts("INSURANCE")

    (answer,) = texter.texts("yes").messages

    assert "reply CALL" in answer


def test_a_cry_for_help_is_answered_even_if_twilio_might_have_done_so(with_policy) -> None:
    texter = Texter(with_policy(twilio_answers_keywords=True))

    assert texter.texts("HELP").messages == ()
    assert texter.texts("HELP!").messages != ()
    assert texter.texts("STOP!").messages == ()
