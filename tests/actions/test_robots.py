"""Two machines that answer each other come to an end, and nobody else is taken for one."""

from itertools import count, cycle, islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.actions.ports import Ports
from service.domain.callback import State
from tests.actions.test_receive_sms import Texter, on_shift

FOR_EVER = 40
ROBOTS = [
    "Auto-reply: I am away until Monday. For urgent matters write to my office.",
    "We have received your request and opened a ticket for it.",
    "This inbox is not monitored.",
    "MENU",
    "who are you",
    "How much does it cost?",
]
PERSONS = [*ROBOTS, "DETOX", "is it dangerous", "CALL", "3pm", "my son uses it", "NOCALL", "hello"]
a_few = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
_phones = count()


def somebody(ports: Ports) -> Texter:
    return Texter(ports, f"+1212555{100 + next(_phones) % 100:04}")


@a_few
@given(texts=st.lists(st.sampled_from(ROBOTS), min_size=1, max_size=3, unique=True))
def test_texts_that_take_turns_are_answered_no_more(ports: Ports, texts: list[str]) -> None:
    robot = somebody(ports)

    answers = [robot.texts(text) for text in islice(cycle(texts), FOR_EVER)]

    assert all(not answer.messages for answer in answers[-10:])
    assert all(answer.messages for answer in answers[:6])


@a_few
@given(
    texts=st.lists(st.sampled_from(ROBOTS), min_size=3, max_size=3, unique=True),
    order=st.lists(st.integers(0, 2), min_size=FOR_EVER, max_size=FOR_EVER),
)
def test_nor_are_three_texts_in_any_order(ports: Ports, texts: list[str], order: list[int]) -> None:
    robot = somebody(ports)
    for text in texts:
        robot.texts(text)

    answers = [robot.texts(texts[each]) for each in order]

    assert all(not answer.messages for answer in answers[-10:])


@a_few
@given(texts=st.permutations([*PERSONS[:7], *PERSONS[:7]]))
def test_a_person_who_asks_everything_twice_is_answered_each_time(
    ports: Ports, texts: list[str]
) -> None:
    person = somebody(ports)

    assert all(person.texts(text).messages for text in texts)


@a_few
@given(texts=st.lists(st.sampled_from(ROBOTS), min_size=2, max_size=3, unique=True), new=st.data())
def test_whoever_says_something_new_is_answered_again(
    ports: Ports, texts: list[str], new: st.DataObject
) -> None:
    robot = somebody(ports)
    for text in islice(cycle(texts), FOR_EVER):
        robot.texts(text)

    said = new.draw(st.sampled_from([each for each in PERSONS if each not in texts]))

    assert robot.texts(said).messages


def test_a_crisis_among_them_is_answered_each_time(ports: Ports) -> None:
    person = somebody(ports)

    answers = [person.texts(text) for _ in range(12) for text in ("i want to die", "MENU")]

    assert all(answer.messages for answer in answers[::2])


@pytest.mark.parametrize("cry", ["HELP", "AYUDA", "CALL", "LLAMAR", "please call me"])
def test_who_cries_for_help_again_and_again_is_answered(ports: Ports, cry: str) -> None:
    person = somebody(ports)

    answers = [person.texts(cry) for _ in range(FOR_EVER)]

    assert all("800-915-1270" in answer.messages[0] for answer in answers)


def test_help_and_call_in_turn_are_answered_too(ports: Ports) -> None:
    person = somebody(ports)

    answers = [person.texts(text) for _ in range(FOR_EVER // 2) for text in ("HELP", "CALL")]

    assert all(answer.messages for answer in answers)


def test_call_has_its_time_however_often_it_is_asked_for(ports: Ports) -> None:
    on_shift(ports)
    person = somebody(ports)

    answers = [person.texts("CALL") for _ in range(FOR_EVER)]

    assert all(" by " in answer.messages[0] for answer in answers)


@pytest.mark.parametrize("cry", ["HELP", "CALL", "please call me back"])
def test_a_robot_that_cries_without_end_is_left_alone_in_the_end(ports: Ports, cry: str) -> None:
    robot = somebody(ports)

    answers = [robot.texts(cry) for _ in range(60)]

    assert all(not answer.messages for answer in answers[-5:])
    assert robot.texts("i need a person").messages


@pytest.mark.parametrize("keyword", ["MENU", "WHO", "INSURANCE", "KETAMINE", "FAMILIA"])
def test_a_keyword_is_answered_more_often_than_a_sentence(ports: Ports, keyword: str) -> None:
    person = somebody(ports)

    assert all(person.texts(keyword).messages for _ in range(12))


def test_a_callback_is_not_lost_by_being_asked_for_and_taken_back_for_ever(ports: Ports) -> None:
    person = somebody(ports)

    answers = [person.texts(text) for _ in range(12) for text in ("NOCALL", "CALL")]

    assert all(answer.outcome == "callback-queued" for answer in answers[1::2])
    assert person.callback is not None
    assert person.callback.state is State.WAITING


@pytest.mark.parametrize("topic", ["BRAIN", "DETOX", "WITHDRAWAL"])
def test_a_topic_is_read_to_its_end_with_the_source_of_each_fact(ports: Ports, topic: str) -> None:
    reader = somebody(ports)
    reader.texts(topic)

    answers = [reader.texts(text) for _ in range(7) for text in ("SOURCE", "MORE")]

    assert all(answer.messages for answer in answers)


@pytest.mark.parametrize(
    "text",
    [
        "I'm driving right now. I'll get back to you when I arrive. If urgent please call.",
        "Out of office. If urgent contact Jane at 212-555-0143.",
        "We received your message. Reply STOP to unsubscribe. In an emergency call 911.",
        "Thank you for calling. If this is an emergency hang up and dial 911.",
        "Estoy conduciendo. Te respondo cuando llegue. Si es urgente, llámame.",
        "Hemos recibido su mensaje. Responda ALTO para cancelar. Si está en crisis llame al 988.",
    ],
)
def test_an_automatic_reply_makes_no_call_no_opt_out_and_no_alert(ports: Ports, text: str) -> None:
    machine = somebody(ports)

    answer = machine.texts(text)

    assert answer.outcome == "unknown"
    assert machine.callback is None
    assert machine.texts("CALL").outcome == "callback-queued"


@pytest.mark.parametrize(("topic", "more"), [("KETAMINE", "MORE"), ("DETOX", "MAS")])
def test_more_after_the_end_of_a_topic_is_answered(ports: Ports, topic: str, more: str) -> None:
    reader = somebody(ports)
    reader.texts(topic)

    answers = [reader.texts(more) for _ in range(12)]

    assert all(answer.messages for answer in answers)


def test_more_for_ever_comes_to_an_end(ports: Ports) -> None:
    robot = somebody(ports)
    robot.texts("KETAMINE")

    answers = [robot.texts("MORE") for _ in range(FOR_EVER)]

    assert all(not answer.messages for answer in answers[-10:])


@pytest.mark.parametrize(
    "texts",
    [
        ["This number is not monitored. In an emergency call 911."],
        ["If this is an emergency dial 911. We will reply Monday."],
        ["We are closed. If you are thinking about suicide call 988."],
        ["This number is not monitored. In an emergency call 911.", "Out of office until Monday."],
    ],
)
def test_a_robot_that_names_911_again_and_again_is_in_no_danger(
    ports: Ports, texts: list[str]
) -> None:
    robot = somebody(ports)

    answers = [robot.texts(text) for text in islice(cycle(texts), FOR_EVER)]

    assert {"crisis"}.isdisjoint(answer.outcome for answer in answers)
    assert not answers[-1].messages


def test_a_crisis_in_two_texts_is_heard_with_a_robot_s_text_between(ports: Ports) -> None:
    texter = somebody(ports)

    texter.texts("i took")
    texter.texts("This number is not monitored. In an emergency call 911.")

    assert texter.texts("too much").outcome == "crisis"
