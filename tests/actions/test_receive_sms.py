"""What people text and what they get back, on the real store."""

import json
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from service.actions.ports import Change, Ports
from service.actions.sms import Answer, Inbound, receive_sms
from service.domain.alert import Alert
from service.domain.callback import Callback, State
from service.domain.calling_hours import CallingHours
from service.domain.errors import StoreUnavailable
from service.domain.person import Person
from service.domain.specialist import Role, Specialist
from tests.builders import TEXTER, a_sid, a_specialist


class Texter:
    """Somebody with a phone."""

    def __init__(self, ports: Ports, phone: str = TEXTER) -> None:
        self.ports = ports
        self.phone = phone
        self.id = ports.identity.person(phone)

    def texts(self, body: str, sid: str = "", **extra: object) -> Answer:
        inbound = Inbound(sid=sid or a_sid(), phone=self.phone, body=body, **extra)  # type: ignore[arg-type]
        return receive_sms(self.ports, inbound)

    @property
    def callback(self) -> Callback | None:
        return self.ports.store.around(self.id).callback

    @property
    def person(self) -> Person:
        return self.ports.store.around(self.id).person


@pytest.fixture
def texter(ports: Ports) -> Texter:
    return Texter(ports)


def on_shift(ports: Ports, **given: object) -> None:
    now = ports.store.now()
    ports.store.commit(Change(now=now, records=(a_specialist(**given),)))


def test_a_keyword_brings_its_fact_and_the_first_contact(texter: Texter) -> None:
    answer = texter.texts("KETAMINE")

    assert answer.outcome == "fact"
    assert "dissociative hallucinogen" in answer.messages[0]
    assert "STOP to opt out" in answer.messages[1]


def test_the_first_contact_is_sent_once(texter: Texter) -> None:
    texter.texts("KETAMINE")

    answer = texter.texts("DETOX")

    assert len(answer.messages) == 1


def test_insurance_brings_the_prompt_and_never_a_promise_of_cover(texter: Texter) -> None:
    answer = texter.texts("INSURANCE")

    assert answer.outcome == "insurance"
    assert "800-915-1270" in answer.messages[0]
    assert "CALL" in answer.messages[0]
    assert "WHO" in answer.messages[0]


def test_call_puts_the_texter_on_the_list_with_a_time_and_a_number(
    ports: Ports, texter: Texter
) -> None:
    on_shift(ports)

    answer = texter.texts("CALL")

    assert answer.outcome == "callback-queued"
    assert "800-915-1270" in answer.messages[0]
    assert " by " in answer.messages[0]
    assert texter.callback is not None
    assert texter.callback.state is State.WAITING
    assert texter.callback.phone == TEXTER


def test_call_twice_is_one_callback_and_says_so(texter: Texter) -> None:
    texter.texts("CALL")
    first = texter.callback

    answer = texter.texts("call me")

    assert answer.outcome == "callback-open"
    assert first is not None
    assert texter.callback is not None
    assert texter.callback.id == first.id


def test_the_same_webhook_twice_has_one_answer_and_one_effect(ports: Ports, texter: Texter) -> None:
    sid = a_sid()
    first = texter.texts("CALL", sid=sid)

    second = texter.texts("CALL", sid=sid)

    assert second == first
    assert ports.store.count_ready() == 1


def test_nocall_takes_the_request_back(texter: Texter) -> None:
    texter.texts("CALL")

    answer = texter.texts("NOCALL")

    assert answer.outcome == "callback-cancelled"
    assert texter.callback is None


def test_nocall_without_a_request_says_that_nothing_was_saved(texter: Texter) -> None:
    answer = texter.texts("NOCALL")

    assert answer.outcome == "noted"
    assert "No call is saved" in answer.messages[0]


@pytest.mark.parametrize(
    "word", ["STOP", "stop.", " Stop! ", "UNSUBSCRIBE", "ALTO", "pls remove me"]
)
def test_stop_opts_out_and_is_confirmed_once(texter: Texter, word: str) -> None:
    answer = texter.texts(word)
    again = texter.texts(word)

    assert answer.outcome == "opted-out"
    assert len(answer.messages) == 1
    assert again.outcome == "opted-out"
    assert again.messages == ()
    assert texter.person.opted_out == "all"


def test_stop_takes_an_open_callback_off_the_queue_but_not_away(texter: Texter) -> None:
    texter.texts("CALL")

    texter.texts("STOP")

    assert texter.callback is not None
    assert texter.callback.state is State.REVIEW


def test_a_call_asked_for_after_stop_is_wanted(texter: Texter) -> None:
    texter.texts("STOP")

    texter.texts("CALL")

    assert texter.callback is not None
    assert texter.callback.state is State.WAITING
    assert texter.person.takes_calls
    assert not texter.person.takes_texts


def test_start_opts_in_again(texter: Texter) -> None:
    texter.texts("STOP")

    answer = texter.texts("START")

    assert answer.outcome == "opted-in"
    assert texter.person.opted_out == ""


def test_quit_says_how_to_come_back(texter: Texter) -> None:
    answer = texter.texts("QUIT")

    assert answer.outcome == "opted-out"
    assert "START" in answer.messages[0]
    assert "800-915-1270" in answer.messages[0]


def test_we_are_silent_where_twilio_has_answered(with_policy) -> None:
    texter = Texter(with_policy(twilio_answers_keywords=True))

    answer = texter.texts("STOP")

    assert (answer.outcome, answer.messages) == ("opted-out", ())


def test_we_are_silent_where_twilio_says_it_answered(texter: Texter) -> None:
    answer = texter.texts("pls remove me", opt_out_type="STOP")

    assert (answer.outcome, answer.messages) == ("opted-out", ())
    assert texter.person.opted_out == "all"


def test_a_crisis_comes_before_stop(texter: Texter) -> None:
    answer = texter.texts("stop i want to die")

    assert answer.outcome == "crisis"
    assert "988" in answer.messages[0]
    assert len(answer.messages) == 1
    assert texter.person.opted_out == ""


def test_an_alert_is_only_claimed_when_somebody_is_on_shift(ports: Ports, texter: Texter) -> None:
    alone = texter.texts("i want to die")
    on_shift(ports)
    other = Texter(ports, "+13105550117")

    accompanied = other.texts("i want to die")

    assert "alerted" not in alone.messages[0]
    assert "alerted" in accompanied.messages[0]
    assert len(ports.store.open_alerts()) == 2


ON_CALL = {"on_shift": False, "role": Role.SUPERVISOR}


@pytest.mark.parametrize("stands", [{}, ON_CALL])
@pytest.mark.parametrize("given", [{"phone": ""}, {"phone": "+16465550101"}, {"disabled": True}])
def test_an_alert_is_only_claimed_when_a_notice_reaches_whoever_is_on_shift_or_on_call(
    ports: Ports, texter: Texter, stands: dict[str, object], given: dict[str, object]
) -> None:
    on_shift(ports, **stands, **given)
    Texter(ports, "+16465550101").texts("STOP")

    answer = texter.texts("i want to die")

    assert "988" in answer.messages[0]
    assert "alerted" not in answer.messages[0]


def test_an_alert_is_claimed_when_a_notice_reaches_whoever_is_on_call(
    ports: Ports, texter: Texter
) -> None:
    on_shift(ports, phone="")
    on_shift(ports, phone="+16465550101", **ON_CALL)

    answer = texter.texts("i want to die")

    assert "alerted" in answer.messages[0]


def test_an_alert_is_no_longer_claimed_once_who_could_be_told_is_off(
    ports: Ports, texter: Texter
) -> None:
    amina = a_specialist()
    ports.store.commit(Change(now=ports.store.now(), records=(amina,)))
    found = ports.store.get(Specialist, amina.id)
    assert found is not None
    ports.store.commit(Change(now=ports.store.now(), records=(found.end_shift(),)))

    answer = texter.texts("i want to die")

    assert "alerted" not in answer.messages[0]


def test_an_overdose_brings_911_first(texter: Texter) -> None:
    answer = texter.texts("my friend overdosed")

    assert answer.messages[0].startswith("Call 911")


def test_a_crisis_said_in_pieces_is_understood(texter: Texter) -> None:
    texter.texts("i took")

    answer = texter.texts("too much")

    assert answer.outcome == "crisis"


def test_a_crisis_is_understood_after_a_long_text_too(texter: Texter) -> None:
    texter.texts("this week was long and i was not well " * 15 + "and tonight i took")

    answer = texter.texts("too much")

    assert answer.outcome == "crisis"


def test_a_reaction_to_our_words_is_no_crisis_of_theirs(ports: Ports, texter: Texter) -> None:
    said = texter.texts("hello")

    answer = texter.texts(f"Liked “{said.messages[0]}”")

    assert "988" in said.messages[0]
    assert answer.outcome != "crisis"
    assert texter.texts("what is detox").outcome != "crisis", "nor is it read into the next"
    assert ports.store.open_alerts() == []


def test_our_first_contact_coming_back_is_no_crisis(ports: Ports, texter: Texter) -> None:
    said = texter.texts("hello")

    answer = texter.texts(said.messages[1])

    assert answer.outcome == "loop-stopped"
    assert ports.store.open_alerts() == []


def test_a_reaction_hides_no_crisis_said_in_pieces(texter: Texter) -> None:
    texter.texts("hello")
    texter.texts("Liked “ok”")
    texter.texts("i took")

    answer = texter.texts("too much")

    assert answer.outcome == "crisis"


def test_after_a_crisis_no_line_is_said_twice_running(texter: Texter) -> None:
    texter.texts("i want to die")

    first = texter.texts("hmm")
    second = texter.texts("hmmm")

    assert first.outcome == second.outcome == "crisis"
    assert first.messages != second.messages
    assert "988" in first.messages[0]
    assert "988" in second.messages[0]


def test_a_word_meant_for_988_is_sent_on(texter: Texter) -> None:
    texter.texts("quiero morirme")

    answer = texter.texts("AYUDA")

    assert "988" in answer.messages[0]
    assert answer.outcome == "crisis"


def test_a_call_asked_for_after_a_crisis_comes_first(texter: Texter) -> None:
    texter.texts("i want to die")

    texter.texts("CALL")

    assert texter.callback is not None
    assert texter.callback.crisis


def test_more_leads_through_a_topic_and_source_cites_it(texter: Texter) -> None:
    texter.texts("DETOX")

    more = texter.texts("MORE")
    source = texter.texts("SOURCE")

    assert more.outcome == "fact"
    assert source.outcome == "source"
    assert "Detoxification" in source.messages[0]


def test_spanish_sticks(texter: Texter) -> None:
    texter.texts("KETAMINA")

    answer = texter.texts("DETOX")

    assert "Consulte" in answer.messages[0]


def test_a_second_misunderstanding_offers_a_person(texter: Texter) -> None:
    texter.texts("lorem ipsum dolor")

    answer = texter.texts("sit amet consectetur")

    assert answer.outcome == "unknown"
    assert "A person can" in answer.messages[0]


def test_erase_forgets_the_request_and_keeps_only_the_code(ports: Ports, texter: Texter) -> None:
    texter.texts("CALL")

    answer = texter.texts("ERASE")

    assert answer.outcome == "erased"
    assert texter.callback is None
    (owed,) = ports.store.due(ports.store.now(), 10)
    assert owed.startswith(f"erase:{texter.id}@")


def test_asking_for_a_call_after_refusing_calls_keeps_the_texts(
    ports: Ports, texter: Texter
) -> None:
    now = ports.store.now()
    ports.store.commit(Change(now=now, records=(Person(id=texter.id).opt_out("voice", now),)))

    texter.texts("CALL")

    assert texter.person.takes_calls
    assert texter.person.takes_texts


def test_a_picture_without_words_is_answered(texter: Texter) -> None:
    answer = texter.texts("", media=1)

    assert answer.messages
    assert answer.outcome == "unknown"


def test_a_foreign_number_is_told_that_we_cannot_call_it(ports: Ports) -> None:
    texter = Texter(ports, "+18765550123")

    answer = texter.texts("CALL")

    assert answer.outcome == "not-dialled"
    assert texter.callback is None


class NoStore:
    """A store that never answers."""

    def __getattr__(self, name: str):
        def fail(*args: object, **kwargs: object) -> None:
            raise StoreUnavailable("gone")

        return fail


class ForgetfulStore:
    """A store that can be read and not written."""

    def __init__(self, store: object) -> None:
        self._store = store

    def __getattr__(self, name: str):
        return getattr(self._store, name)

    def commit(self, change: Change) -> None:
        raise StoreUnavailable("gone")


@pytest.mark.parametrize(
    ("body", "outcome", "words"),
    [
        ("i want to die", "crisis", "988"),
        ("CALL", "not-queued", "NOT save"),
        ("STOP", "not-noted", "NOT save"),
        ("KETAMINE", "fact", "hallucinogen"),
        ("INSURANCE", "insurance", "insurance"),
        ("ERASE", "not-noted", "NOT save"),
        ("HOME", "menu", "CALL"),
        ("spanish please", "not-noted", "NO pud"),
        ("ingles por favor", "not-noted", "NOT save"),
    ],
)
@pytest.mark.parametrize("broken", ["unreadable", "unwritable"])
def test_words_come_back_truthfully_when_the_store_is_down(
    ports: Ports, body: str, outcome: str, words: str, broken: str
) -> None:
    on_shift(ports)
    gone = NoStore() if broken == "unreadable" else ForgetfulStore(ports.store)
    texter = Texter(replace(ports, store=gone))

    answer = texter.texts(body)

    assert answer.outcome == outcome
    assert words in answer.messages[0]
    assert "alerted" not in answer.messages[0]


def test_an_alert_waits_for_somebody_to_take_it(ports: Ports, texter: Texter) -> None:
    texter.texts("i want to die")

    (alert,) = ports.store.open_alerts()

    assert isinstance(alert, Alert)
    assert alert.is_unanswered
    assert alert.phone == TEXTER


def test_an_unreadable_store_never_says_that_no_call_is_saved(ports: Ports) -> None:
    texter = Texter(replace(ports, store=NoStore()))

    answer = texter.texts("NOCALL")

    assert answer.outcome == "not-noted"


def test_our_own_words_coming_back_are_a_robot_and_get_no_answer(texter: Texter) -> None:
    ours = texter.texts("KETAMINE").messages[0]

    answer = texter.texts(ours)

    assert answer.outcome == "loop-stopped"
    assert answer.messages == ()


def test_the_same_text_for_ever_is_a_robot_but_a_crisis_never_is(texter: Texter) -> None:
    for _ in range(6):
        texter.texts("have a nice day")

    silent = texter.texts("have a nice day")
    crises = [texter.texts("i want to die") for _ in range(9)]

    assert silent.messages == ()
    assert all(answer.messages for answer in crises)


def test_a_loop_never_costs_anybody_their_callback(texter: Texter) -> None:
    for _ in range(8):
        texter.texts("CALL")

    assert texter.callback is not None


@pytest.mark.parametrize("word", ["ok", "thanks"])
def test_the_confirmation_of_an_opt_out_is_the_last_word(texter: Texter, word: str) -> None:
    texter.texts("pls remove me")

    assert texter.texts(word).messages == ()
    assert texter.texts("what is detox").messages, "a question is answered still"


def test_thanks_is_answered_once(texter: Texter) -> None:
    first = texter.texts("thank you")

    second = texter.texts("thx")

    assert first.outcome == "thanks"
    assert second.messages == ()


def test_a_zip_code_moves_the_call_into_the_hours_of_that_place(with_policy) -> None:
    texter = Texter(with_policy(calling=CallingHours()), TEXTER)
    texter.texts("CALL")

    answer = texter.texts("90210")

    assert answer.outcome == "noted"
    assert texter.callback is not None
    assert texter.callback.zone == "America/Los_Angeles"


def test_an_hour_that_is_named_becomes_the_promise(texter: Texter) -> None:
    texter.texts("CALL")

    answer = texter.texts("tomorrow 3pm")

    assert answer.outcome == "noted"
    assert "3:00 PM" in answer.messages[0]
    assert texter.callback is not None
    assert texter.callback.due_at.astimezone(ZoneInfo("America/New_York")).hour == 15


def test_call_with_an_hour_in_it_is_saved_for_that_hour(texter: Texter) -> None:
    answer = texter.texts("call me tomorrow at 3pm")

    assert answer.outcome == "callback-queued"
    assert "3:00 PM" in answer.messages[0]


@pytest.mark.parametrize(
    ("word", "state"), [("NOCALL", None), ("STOP", State.REVIEW)], ids=["nocall", "stop"]
)
def test_taking_a_call_back_while_phones_ring_silences_them(
    ports: Ports, texter: Texter, link, word: str, state: State | None
) -> None:
    texter.texts("CALL")
    now = ports.store.now()
    assert texter.callback is not None
    ports.store.commit(Change(now=now, records=(texter.callback.claim("amina", now),)))
    ports.store.commit(Change(now=now, records=(texter.callback.call("a1", now),)))
    link.delete("wakeups")

    texter.texts(word)

    woken = [json.loads(line) for line in link.lrange("wakeups", 0, -1)]
    assert {(w["job"], w["id"]) for w in woken} == {("hang_up", "a1-s"), ("hang_up", "a1-p")}
    assert (texter.callback.state if texter.callback else None) == state


@pytest.mark.parametrize("word", ["FAMILY", "CHAT", "FAMILIA"])
def test_a_word_with_an_answer_of_its_own_asks_for_no_call(texter: Texter, word: str) -> None:
    answer = texter.texts(word)

    assert answer.messages
    assert texter.callback is None


def test_ok_after_a_saved_call_says_when_it_comes(texter: Texter) -> None:
    texter.texts("CALL")

    answer = texter.texts("ok")

    assert answer.outcome == "callback-open"
    assert "800-915-1270" in answer.messages[0]


def test_another_number_is_not_dialled_and_they_are_told_so(texter: Texter) -> None:
    answer = texter.texts("call 3105550142")

    assert "only the number you text from" in answer.messages[0]
    assert texter.callback is None
