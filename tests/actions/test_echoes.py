"""A text of ours that comes back, by a robot or forwarded by a phone, is nobody's own words."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest

from service.actions.after_call import offered
from service.actions.ports import Ports
from service.actions.sms.loops import SENT_LATER
from service.actions.texts import new_text
from service.actions.texts.send import body_of
from service.domain.callback import State
from tests.actions.test_receive_sms import Texter, on_shift
from tests.builders import TEXTER

VALUES = {"missed": {"when": "Wednesday after 10:30 AM"}, "alert_taken": {"number": "800-915-1270"}}
LANGUAGES = ["en", "es"]


@pytest.fixture
def texter(ports: Ports) -> Texter:
    return Texter(ports)


def as_sent(ports: Ports, words: str, language: str) -> str:
    """The words of a text that a worker sends."""
    text = new_text(
        ports,
        person=ports.identity.person(TEXTER),
        phone=TEXTER,
        language=language,
        words=words,
        values=VALUES.get(words),
        now=ports.store.now(),
        good_for=timedelta(hours=1),
    )
    return body_of(ports, text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", sorted(SENT_LATER))
def test_a_text_that_a_worker_sent_is_not_answered(
    ports: Ports, texter: Texter, words: str, language: str
) -> None:
    on_shift(ports)
    texter.texts("CALL")
    before = texter.callback

    answer = texter.texts(as_sent(ports, words, language))

    assert (answer.outcome, answer.messages) == ("loop-stopped", ())
    assert before is not None
    assert texter.callback is not None
    assert (texter.callback.state, texter.callback.due_at) == (State.WAITING, before.due_at)
    assert ports.store.open_alerts() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nor_are_the_texts_after_a_call(ports: Ports, texter: Texter, language: str) -> None:
    for each in offered(ports.wording, language):
        assert texter.texts(each.words).outcome == "loop-stopped"


@pytest.mark.parametrize("words", ["missed", "alert_unanswered"])
def test_it_comes_back_in_another_case_and_spacing(
    ports: Ports, texter: Texter, words: str
) -> None:
    sent = as_sent(ports, words, "en")

    assert texter.texts("  " + sent.upper().replace(" ", "  ")).messages == ()


@pytest.mark.parametrize("words", sorted(SENT_LATER))
def test_what_they_add_to_it_is_theirs(ports: Ports, texter: Texter, words: str) -> None:
    answer = texter.texts(f"{as_sent(ports, words, 'en')} i want to die")

    assert answer.outcome == "crisis"


def test_after_a_crisis_the_truth_that_comes_back_raises_no_second_alert(
    ports: Ports, texter: Texter
) -> None:
    on_shift(ports)
    texter.texts("i want to die")

    texter.texts(as_sent(ports, "alert_unanswered", "en"))

    assert len(ports.store.open_alerts()) == 1


def words_named_in(module: Path) -> set[str]:
    """The keys of the texts that this module has a worker send."""
    calls = [each for each in ast.walk(ast.parse(module.read_text())) if isinstance(each, ast.Call)]
    made = [c for c in calls if getattr(c.func, "id", "") in ("new_text", "text_about")]
    given = [each for call in made for each in (*call.args, *(k.value for k in call.keywords))]
    either = [e for g in given for e in ((g.body, g.orelse) if isinstance(g, ast.IfExp) else (g,))]
    return {
        str(e.value) for e in either if isinstance(e, ast.Constant) and isinstance(e.value, str)
    }


def test_every_text_that_a_worker_sends_to_a_person_is_known(ports: Ports) -> None:
    modules = Path("service/actions").rglob("*.py")
    named = set().union(*(words_named_in(module) for module in modules)) - {""}
    to_the_team = {each for each in named if each.startswith("notice_")} | {"phone_code"}

    assert named - to_the_team == SENT_LATER
    assert all(set(lines) >= SENT_LATER for lines in ports.wording.texts.values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", ["menu", "first_contact", "crisis_overdose", "stop"])
def test_an_older_text_of_ours_is_nobody_s_crisis(
    ports: Ports, texter: Texter, words: str, language: str
) -> None:
    texter.texts("hi")
    texter.texts("KETAMINE")

    answer = texter.texts(ports.wording.sms(words, language))

    assert answer.outcome == "unknown"
    assert answer.messages
    assert ports.store.open_alerts() == []


def test_nor_is_a_fact_or_a_topic_of_ours(ports: Ports, texter: Texter) -> None:
    ours = [ports.wording.topic_sms("withdrawal", "en"), ports.wording.fact_sms(41, "en")]

    assert [texter.texts(each).outcome for each in ours] == ["unknown", "unknown"]
