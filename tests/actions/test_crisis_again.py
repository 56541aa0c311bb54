"""A crisis that goes on: what is claimed of alerts stays true, 911 comes first where it must."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from service.actions.alert_taking import sign_off_alert, take_alert
from service.actions.ports import Change, Ports
from service.domain.alert import Alert
from tests.actions.test_receive_sms import Texter
from tests.builders import a_specialist

ALERTED = "Someone here was alerted"


@pytest.fixture
def texter(ports: Ports) -> Texter:
    now = ports.store.now()
    ports.store.commit(Change(now=now, records=(a_specialist(phone="+12125550188"),)))
    return Texter(ports)


def alerts(ports: Ports) -> list[Alert]:
    return [each for each in ports.store.about(Texter(ports).id) if isinstance(each, Alert)]


def the_alert(ports: Ports) -> Alert:
    (alert,) = alerts(ports)
    return alert


def test_while_an_alert_is_open_no_second_one_is_made(ports: Ports, texter: Texter) -> None:
    texter.texts("i want to die")

    texter.texts("i will kill myself")

    assert len(alerts(ports)) == 1


def test_after_it_was_signed_off_a_new_crisis_is_a_new_alert(ports: Ports, texter: Texter) -> None:
    texter.texts("i want to die")
    first = the_alert(ports)
    take_alert(ports, first.id, "amina")
    sign_off_alert(ports, first.id, "amina")

    texter.texts("im going to kill myself now")
    answer = texter.texts("i mean it")

    assert sum(each.is_open for each in alerts(ports)) == 1
    assert answer.outcome == "crisis"


def test_nobody_is_said_to_be_alerted_after_the_alert_was_signed_off_unless_it_is_anew(
    ports: Ports, texter: Texter
) -> None:
    texter.texts("i want to die")
    take_alert(ports, the_alert(ports).id, "amina")
    sign_off_alert(ports, the_alert(ports).id, "amina")
    lines = [texter.texts("i want to kill myself").messages[0] for _ in range(3)]

    assert any(ALERTED in line for line in lines)
    assert any(each.is_open for each in alerts(ports))


def test_after_they_read_that_nobody_is_free_a_new_crisis_is_a_new_alert(
    ports: Ports, texter: Texter
) -> None:
    texter.texts("i want to die")
    told = replace(the_alert(ports), person_told=True, escalations=2)
    ports.store.commit(Change(now=ports.store.now(), records=(told,)))

    texter.texts("i cant go on")

    assert len(alerts(ports)) == 2


def test_an_overdose_after_self_harm_is_an_alert_of_its_own(ports: Ports, texter: Texter) -> None:
    texter.texts("i want to die")

    texter.texts("i took all the pills and cant stay awake, im overdosing")

    assert sorted(each.kind for each in alerts(ports)) == ["overdose", "self-harm"]


def test_signing_off_ends_the_safe_mode(ports: Ports, texter: Texter) -> None:
    texter.texts("i want to die")
    take_alert(ports, the_alert(ports).id, "amina")
    sign_off_alert(ports, the_alert(ports).id, "amina")

    assert texter.texts("hello").outcome == "menu"


@pytest.mark.parametrize("word", ["HELP", "AYUDA", "HOME", "hola", "HOLA!", "988", "info"])
def test_a_word_that_988_asks_for_is_sent_on_to_988(texter: Texter, word: str) -> None:
    texter.texts("i want to die")

    answer = texter.texts(word)

    assert "988" in answer.messages[0]
    assert "not here" in answer.messages[0] or "no aqui" in answer.messages[0]


def test_a_picture_without_words_after_a_crisis_is_met_as_any_later_text(texter: Texter) -> None:
    texter.texts("i want to die")

    first = texter.texts("", media=1)
    second = texter.texts(" ", media=1)

    assert first.messages[0].startswith("A person is at 988 now")
    assert second.messages[0].startswith("These replies are automatic. A real person is at 988")


def test_988_alone_with_no_crisis_before_is_met_as_one(texter: Texter) -> None:
    assert texter.texts("988").outcome == "crisis"


def test_after_an_overdose_911_comes_first_in_what_follows(texter: Texter) -> None:
    texter.texts("my friend is overdosing")

    lines = [texter.texts(text).messages[0] for text in ("what do i do", "omg", "hurry")]

    assert all(line.index("911") < line.find("Poison Help") for line in lines)
    assert all("988 now" not in line for line in lines)


def test_an_hour_later_988_is_named_as_after_any_crisis(ports: Ports, texter: Texter) -> None:
    texter.texts("my friend is overdosing")
    around = ports.store.around(texter.id)
    earlier = replace(around.conversation, crisis_at=around.now - timedelta(minutes=61))
    ports.store.commit(Change(now=around.now, records=(earlier,)))

    assert "988" in texter.texts("hmm").messages[0]


def test_signing_one_alert_off_leaves_the_safe_mode_of_another(
    ports: Ports, texter: Texter
) -> None:
    texter.texts("i want to die")
    texter.texts("im overdosing")
    overdose = next(each for each in alerts(ports) if each.kind == "overdose")
    take_alert(ports, overdose.id, "amina")
    sign_off_alert(ports, overdose.id, "amina")

    assert texter.texts("hello").outcome == "crisis"


def test_what_is_written_after_an_alert_was_taken_outlasts_its_signing_off(
    ports: Ports, texter: Texter
) -> None:
    texter.texts("i want to die")
    take_alert(ports, the_alert(ports).id, "amina")
    texter.texts("i will kill myself tonight")
    sign_off_alert(ports, the_alert(ports).id, "amina")

    assert texter.texts("hello").outcome == "crisis"


def dated_back(ports: Ports, minutes: int) -> None:
    """As if the newest alert had been raised, and taken, that much earlier."""
    newest = max(alerts(ports), key=lambda each: each.created_at)
    earlier = timedelta(minutes=minutes)
    taken_at = newest.taken_at - earlier if newest.taken_at else None
    moved = replace(newest, created_at=newest.created_at - earlier, taken_at=taken_at)
    ports.store.commit(Change(now=ports.store.now(), records=(moved,)))


def test_an_hour_after_an_alert_the_next_crisis_is_a_new_one(ports: Ports, texter: Texter) -> None:
    texter.texts("i want to die")
    dated_back(ports, minutes=61)

    texter.texts("i want to die")

    assert len(alerts(ports)) == 2


def test_crisis_texts_nine_minutes_apart_do_not_keep_one_taken_alert_alive_for_ever(
    ports: Ports, texter: Texter
) -> None:
    texter.texts("i want to die")
    take_alert(ports, the_alert(ports).id, "amina")

    dated_back(ports, minutes=9)
    texter.texts("i want to die now")
    after_nine = len(alerts(ports))
    dated_back(ports, minutes=9)
    texter.texts("i want to die tonight")

    assert (after_nine, len(alerts(ports))) == (1, 2)


@pytest.mark.parametrize("text", ["im so scared", "is anyone there", "im alone", "tengo miedo"])
@pytest.mark.parametrize("crisis", ["my friend is overdosing", "i want to die"])
def test_a_story_after_a_crisis_is_led_to_help_first(
    texter: Texter, crisis: str, text: str
) -> None:
    texter.texts(crisis)

    answer = texter.texts(text)

    assert answer.outcome == "crisis"
    assert "911" in answer.messages[0]


@pytest.mark.parametrize("text", ["when", "now", "ahora", "what time", "hello", "im scared"])
def test_with_a_call_saved_nobody_is_told_to_ask_for_it_again(texter: Texter, text: str) -> None:
    texter.texts("i want to kill myself")
    asked = texter.texts("CALL")

    answer = texter.texts(text)

    assert "reply CALL" not in answer.messages[0]
    assert answer.messages[0].startswith(("Your call is already saved", "Su llamada ya esta"))
    assert "988" in answer.messages[0]
    assert _hour(answer.messages[0]) == _hour(asked.messages[0])


def test_with_a_call_saved_its_time_and_988_are_read_in_turn(texter: Texter) -> None:
    texter.texts("i want to kill myself")
    texter.texts("CALL")

    lines = [texter.texts(each).messages[0] for each in ("hello", "im lost", "what now")]

    assert [line.startswith("Your call is already saved") for line in lines] == [True, False, True]
    assert all("988" in line and "reply CALL" not in line for line in lines)


def test_after_nocall_they_read_how_to_ask_for_one(texter: Texter) -> None:
    texter.texts("i want to kill myself")
    texter.texts("CALL")
    texter.texts("NOCALL")

    assert "reply CALL" in texter.texts("hello").messages[0]


def test_after_an_overdose_911_comes_first_with_a_call_saved_too(texter: Texter) -> None:
    texter.texts("he wont wake up")
    texter.texts("CALL")

    line = texter.texts("please hurry").messages[0]

    assert line.index("911") < 25


@pytest.mark.parametrize("word", ["HELP", "AYUDA", "WHO", "KETAMINE", "INSURANCE", "PRIVACY"])
def test_after_an_overdose_911_stands_before_whatever_is_asked(texter: Texter, word: str) -> None:
    texter.texts("he wont wake up")

    line = texter.texts(word).messages[0]

    assert line.index("911") < 25


def test_an_overdose_is_not_forgotten_over_what_follows_it(texter: Texter) -> None:
    texter.texts("im overdosing")
    texter.texts("i just want to die")

    assert "Poison Help" in texter.texts("what now").messages[0]


def test_who_came_on_shift_since_is_told_before_anybody_is_said_to_be_alerted(
    ports: Ports, link
) -> None:
    texter = Texter(ports)
    texter.texts("i want to die")
    now = ports.store.now()
    ports.store.commit(Change(now=now, records=(a_specialist(phone="+12125550188"),)))
    link.delete("wakeups")

    answer = texter.texts("i really want to die")

    assert ALERTED in answer.messages[0]
    assert any("spread_alert" in line for line in link.lrange("wakeups", 0, -1))


def test_self_harm_while_an_overdose_is_open_is_written_in_its_alert(
    ports: Ports, texter: Texter
) -> None:
    texter.texts("my friend overdosed")

    answer = texter.texts("i want to die too")

    assert ALERTED in answer.messages[0]
    assert (the_alert(ports).kind, the_alert(ports).besides) == ("overdose", "self-harm")


def test_after_the_last_fact_its_source_names_988_in_safe_mode(texter: Texter) -> None:
    texter.texts("i want to die")
    texter.texts("DETOX")

    assert "988" in texter.texts("SOURCE").messages[0]


@pytest.mark.parametrize("text", ["is he gonna die", "se va a morir?"])
def test_whether_somebody_dies_of_it_is_answered_with_911_first(texter: Texter, text: str) -> None:
    texter.texts("my friend overdosed")

    line = texter.texts(text).messages[0]

    assert line.index("911") < (line + "988").index("988")


def _hour(words: str) -> str:
    """The hour that a text promises."""
    return re.findall(r"\d+:\d\d", words)[0]


def test_who_is_beaten_is_sent_to_911_and_nobody_is_laid_on_their_side(texter: Texter) -> None:
    answer, again = texter.texts("he is hitting me"), texter.texts("he is beating me again")
    later = texter.texts("ok")

    assert [alert.kind for alert in alerts(texter.ports)] == ["violence"]
    assert "911" in later.messages[0].split("988")[0], "911 still comes first"
    assert answer.messages[0].startswith("Call 911 now")
    assert {answer.outcome, later.outcome, again.outcome} == {"crisis"}
    assert again.messages[0] != answer.messages[0]
    assert not re.search(
        r"\bside\b|naloxone|Stay together", f"{answer.messages} {later.messages} {again.messages}"
    )


def test_after_an_overdose_911_stays_first_when_all_is_said_to_be_well(texter: Texter) -> None:
    texter.texts("he overdosed")
    overdose = texter.texts("he is ok now").messages[0]
    somebody_else = Texter(texter.ports, "+12125550177")
    somebody_else.texts("i want to die")
    self_harm = somebody_else.texts("i am ok now").messages[0]

    assert "If it comes back: call 911" in overdose
    assert "If it comes back: 988" in self_harm
