"""A specialist's day by text: what they send from their phone, what comes of it, what they read."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from service.actions.alerts import spread_alert
from service.actions.legs import dial
from service.actions.ports import Change, Ports
from service.actions.sms import Answer, Inbound, receive_sms
from service.actions.sms.team.reply import MOST_AN_HOUR
from service.domain.alert import Alert
from service.domain.call import Call
from service.domain.callback import Callback, Outcome, State
from service.domain.calling_hours import CallingHours
from service.domain.errors import LostRace
from service.domain.person import Conversation
from service.domain.specialist import Role, Specialist
from service.domain.text import Text
from tests.actions.queueing import a_colleague, in_queue, keep, stored
from tests.builders import TEXTER, a_sid
from tests.fakes import FakeTelephone

PHONE = "+16465550188"


class OnePhone:
    """The phone of somebody of the team."""

    def __init__(self, ports: Ports, **given: Any) -> None:
        self.ports = ports
        self.phone = given.get("phone", PHONE)
        who = {"phone": self.phone, "phone_verified": True} | given
        self.id = a_colleague(ports, **who).id

    def texts(self, body: str, sid: str = "") -> Answer:
        return receive_sms(self.ports, Inbound(sid=sid or a_sid(), phone=self.phone, body=body))

    def reads(self, body: str, sid: str = "") -> str:
        """The one message that answers a command."""
        answer = self.texts(body, sid)
        assert answer.outcome == "staff", answer
        (message,) = answer.messages
        return message

    @property
    def me(self) -> Specialist:
        found = self.ports.store.get(Specialist, self.id)
        assert found is not None
        return found

    def has_rung_them(self) -> None:
        """As if what they hold had been dialled, and the call were over."""
        for callback in self.held:
            keep(self.ports, replace(callback, tried_at=self.ports.store.now()))

    @property
    def held(self) -> list[Callback]:
        return self.ports.store.held_by(self.id)


@pytest.fixture
def amina(ports: Ports) -> OnePhone:
    return OnePhone(ports)


def an_alert(ports: Ports, **given: Any) -> Alert:
    now, phone = ports.store.now(), given.get("phone", TEXTER)
    defaults: dict[str, Any] = {
        "id": ports.new_id(),
        "person": ports.identity.person(phone),
        "phone": phone,
        "language": "en",
        "kind": "self-harm",
        "source": "sms",
        "created_at": now,
        "due_at": now,
    }
    alert = Alert(**(defaults | given))
    keep(ports, alert)
    return stored(ports, alert)


def notices(ports: Ports, link: Any) -> list[Text]:
    return ports.store.get_many(Text, [key.partition(":")[2] for key in link.keys("text:*")])


def test_on_and_off_begin_and_end_the_shift(ports: Ports) -> None:
    amina = OnePhone(ports, on_shift=False)

    assert "on shift" in amina.reads("on")
    assert amina.me.on_shift
    assert "over" in amina.reads("Off.")
    assert not amina.me.on_shift


def test_next_gives_the_best_one_and_tells_no_number_and_no_topic(
    ports: Ports, amina: OnePhone
) -> None:
    in_queue(ports)
    best = in_queue(
        ports, phone="+12125550142", language="es", crisis=True, about_other=True, attempts=1
    )

    said = amina.reads("NEXT")

    assert [c.id for c in amina.held] == [best.id]
    assert "urgent, Spanish, for somebody else, second try" in said
    assert "5550142" not in said.replace("-", "")
    assert "treatment" not in said.casefold()


def test_next_again_names_the_same_one_and_takes_no_other(ports: Ports, amina: OnePhone) -> None:
    in_queue(ports)
    in_queue(ports)

    assert amina.reads("NEXT") == amina.reads("NEXT")
    assert len(amina.held) == 1


def test_off_shift_next_takes_nothing(ports: Ports) -> None:
    amina = OnePhone(ports, on_shift=False)
    waiting = in_queue(ports)

    assert "ON first" in amina.reads("NEXT")
    assert stored(ports, waiting).state is State.WAITING


def test_next_gives_only_what_they_speak(ports: Ports) -> None:
    amina = OnePhone(ports, languages=("es",))
    in_queue(ports, language="en")

    assert "no espera nadie" in amina.reads("NEXT")


def test_dial_rings_their_phone_once_however_often_it_is_sent(
    ports: Ports, amina: OnePhone, telephone: FakeTelephone
) -> None:
    callback = in_queue(ports)
    amina.reads("NEXT")

    assert "Press 1" in amina.reads("DIAL", sid="SM" + "1" * 32)
    assert "Press 1" in amina.reads("DIAL", sid="SM" + "1" * 32)
    amina.reads("DIAL")

    calling = stored(ports, callback)
    assert calling.state is State.CALLING
    for leg_id in calling.leg_ids[:1]:
        dial(ports, leg_id)
        dial(ports, leg_id)
    assert [leg.phone for leg in telephone.dialled] == [PHONE]


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("DONE reached", Outcome.REACHED),
        ("done Referred.", Outcome.REFERRED),
        ("DONE DECLINED", Outcome.DECLINED),
        ("DONE WRONG", Outcome.WRONG_NUMBER),
        ("DONE UNREACHABLE", Outcome.UNREACHABLE),
    ],
)
def test_done_closes_it_as_they_say(
    ports: Ports, amina: OnePhone, said: str, outcome: Outcome
) -> None:
    callback = in_queue(ports)
    amina.reads("NEXT")
    amina.has_rung_them()

    assert "Closed" in amina.reads(said)

    assert stored(ports, callback).outcome == outcome.value


def test_done_says_that_it_comes_again_where_they_asked_for_another_call(
    ports: Ports, amina: OnePhone
) -> None:
    callback = in_queue(ports)
    amina.reads("NEXT")
    amina.has_rung_them()
    now = ports.store.now()
    talked = replace(stored(ports, callback), spoke_at=now - timedelta(minutes=5))
    keep(ports, talked.asks_again(now))

    assert "Put back" in amina.reads("DONE REACHED")

    assert stored(ports, callback).state is State.WAITING


def test_done_again_by_the_same_sid_closes_no_second_one(ports: Ports, amina: OnePhone) -> None:
    first = in_queue(ports)
    amina.reads("NEXT")
    amina.has_rung_them()
    amina.reads("DONE REACHED", sid="SM" + "2" * 32)
    in_queue(ports)
    amina.reads("NEXT")
    amina.has_rung_them()

    amina.reads("DONE REACHED", sid="SM" + "2" * 32)

    assert len(amina.held) == 1
    assert stored(ports, first).outcome == "reached"


def test_done_twice_after_a_lost_answer_closes_no_second_one(
    ports: Ports, amina: OnePhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The deed is done, and then the answer's own commit loses a race: all is decided anew."""
    in_queue(ports)
    amina.reads("NEXT")
    amina.has_rung_them()
    other = in_queue(ports, phone="+16465550111")
    commit, lost = ports.store.commit, []

    def loses_once(change: Change) -> Any:
        if change.request.startswith("sms:") and not lost:
            lost.append(change)
            theirs = stored(ports, other).claim(amina.id, change.now)
            keep(ports, replace(theirs, tried_at=change.now))
            raise LostRace("conversation changed meanwhile")
        return commit(change)

    monkeypatch.setattr(ports.store, "commit", loses_once)
    assert "Closed" in amina.reads("DONE REACHED")

    assert lost
    assert [c.id for c in amina.held] == [other.id]


def test_done_without_how_it_ended_asks(ports: Ports, amina: OnePhone) -> None:
    callback = in_queue(ports)
    amina.reads("NEXT")

    assert "DONE REACHED" in amina.reads("DONE")
    assert stored(ports, callback).is_open


def test_done_with_nothing_in_hand_is_answered_as_the_teams(ports: Ports, amina: OnePhone) -> None:
    assert amina.reads("DONE") == "You hold none right now. NEXT gives you one."
    assert amina.reads("Done.") == "You hold none right now. NEXT gives you one."


def test_done_off_shift_or_after_a_crisis_of_their_own_is_everybodys(amina: OnePhone) -> None:
    amina.texts("i want to die")
    assert amina.texts("DONE").outcome != "staff"

    off = OnePhone(amina.ports, id="ben", phone="+16465550178", on_shift=False)
    assert off.texts("DONE").outcome != "staff"


def test_what_nobody_has_dialled_is_not_closed_by_text(ports: Ports, amina: OnePhone) -> None:
    callback = in_queue(ports)
    amina.reads("NEXT")

    assert "DIAL does" in amina.reads("DONE UNREACHABLE")
    assert stored(ports, callback).is_open


def test_several_in_hand_are_never_guessed_between(ports: Ports, amina: OnePhone) -> None:
    now = ports.store.now()
    for phone in ("+16465550111", "+16465550112"):
        keep(ports, in_queue(ports, phone=phone).claim(amina.id, now))

    for command in ("NEXT", "DIAL", "DONE REACHED", "LATER 3PM"):
        assert "several" in amina.reads(command)

    assert {c.state for c in amina.held} == {State.CLAIMED}


def test_while_a_phone_rings_done_and_later_change_nothing(ports: Ports, amina: OnePhone) -> None:
    callback = in_queue(ports)
    amina.reads("NEXT")
    amina.reads("DIAL")

    assert "Hang up first" in amina.reads("DONE REACHED")
    assert "Hang up first" in amina.reads("LATER")
    assert stored(ports, callback).state is State.CALLING


def test_later_puts_it_back_for_the_time_they_name(ports: Ports, amina: OnePhone) -> None:
    callback = in_queue(ports)
    amina.reads("NEXT")

    said = amina.reads("LATER 2 hours")

    put = stored(ports, callback)
    assert "Put back" in said
    assert put.state is State.WAITING
    assert abs(put.due_at - ports.store.now() - timedelta(hours=2)) < timedelta(minutes=1)
    assert (put.promise_at, put.named_at) == (callback.promise_at, None)


def test_later_after_the_talk_is_the_time_they_agreed_on(ports: Ports, amina: OnePhone) -> None:
    callback = in_queue(ports)
    amina.reads("NEXT")
    (mine,) = amina.held
    keep(ports, replace(mine, spoke_at=ports.store.now()))

    amina.reads("LATER 2 hours")

    put = stored(ports, callback)
    assert put.promise_at == put.named_at == put.due_at


def six_in_the_morning(ports: Ports) -> str:
    """A zone in which it is past six in the morning now: two hours before anybody may be rung."""
    ahead = (6 - ports.store.now().hour + 11) % 24 - 11
    return f"Etc/GMT{-ahead:+d}"


def test_later_alone_is_an_hour_and_within_the_persons_own_day(
    with_policy: Any, ports: Ports
) -> None:
    strict = with_policy(calling=CallingHours())
    amina = OnePhone(strict)
    callback = in_queue(strict, zone=six_in_the_morning(ports))
    keep(strict, callback.claim(amina.id, ports.store.now()))

    assert "Put back" in amina.reads("LATER")

    local = stored(strict, callback).due_at.astimezone(ZoneInfo(callback.zone))
    assert (local.hour, local.minute) == (8, 0)


def test_a_time_nobody_understands_changes_nothing(ports: Ports, amina: OnePhone) -> None:
    callback = in_queue(ports)
    amina.reads("NEXT")

    assert "LATER 3PM" in amina.reads("LATER whenever you like")
    assert stored(ports, callback).state is State.CLAIMED


def test_outside_the_persons_day_dial_and_later_say_from_when(
    with_policy: Any, ports: Ports
) -> None:
    strict = with_policy(calling=CallingHours())
    amina = OnePhone(strict)
    callback = in_queue(strict, zone=six_in_the_morning(ports))
    keep(strict, callback.claim(amina.id, ports.store.now()))

    assert "may not be rung then" in amina.reads("DIAL")
    assert "may not be rung then" in amina.reads("LATER 5 minutes")
    assert stored(strict, callback).state is State.CLAIMED


def test_list_counts_and_names_nobody(ports: Ports, amina: OnePhone) -> None:
    in_queue(ports)
    in_queue(ports)
    an_alert(ports)
    amina.reads("NEXT")

    assert amina.reads("LIST") == "Ready: 1. Urgent and untaken: 1. Yours: 1."


def test_take_makes_the_alert_theirs_with_a_callback_to_dial(ports: Ports, amina: OnePhone) -> None:
    alert = an_alert(ports)
    in_queue(ports, phone="+16465550111")
    amina.reads("NEXT")

    said = amina.reads("TAKE")

    assert "DIAL" in said
    taken = stored(ports, alert)
    assert taken.taken_by == amina.id
    assert "Press 1" in amina.reads("DIAL")
    assert stored(ports, ports.store.get(Callback, taken.callback)).state is State.CALLING


def test_only_whose_phone_is_proved_theirs_is_told_to_text_take(
    ports: Ports, amina: OnePhone, link: Any
) -> None:
    a_colleague(ports, phone="+16465550179")
    alert = an_alert(ports)

    spread_alert(ports, alert.id)

    told = {text.phone: text.words for text in notices(ports, link)}
    assert told == {PHONE: "notice_urgent_take", "+16465550179": "notice_urgent"}


def test_take_again_is_the_same_alert_and_not_the_next(ports: Ports, amina: OnePhone) -> None:
    first = an_alert(ports)
    second = an_alert(ports, phone="+12125550143")

    amina.reads("TAKE", sid="SM" + "3" * 32)
    amina.reads("TAKE", sid="SM" + "3" * 32)

    assert stored(ports, first).taken_by == amina.id
    assert not stored(ports, second).taken_by


def test_take_after_a_lost_answer_takes_no_second_alert(
    ports: Ports, amina: OnePhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_alert(ports)
    second = an_alert(ports, phone="+12125550143")
    commit, lost = ports.store.commit, []

    def loses_once(change: Change) -> Any:
        if change.request.startswith("sms:") and not lost:
            lost.append(change)
            raise LostRace("conversation changed meanwhile")
        return commit(change)

    monkeypatch.setattr(ports.store, "commit", loses_once)
    assert "DIAL" in amina.reads("TAKE")

    assert lost
    assert not stored(ports, second).taken_by


def test_take_dials_nobody_who_is_on_the_line(ports: Ports, amina: OnePhone) -> None:
    now = ports.store.now()
    call = Call(
        sid="CA1", person="p1", phone=TEXTER, language="en", started_at=now, due_at=now
    ).wait(now, crisis=True, silent=False)
    keep(ports, call)
    alert = an_alert(ports, source="voice", call_sid=call.sid)

    assert "cannot be rung just now" in amina.reads("TAKE")

    assert stored(ports, alert).taken_by == amina.id
    assert amina.held == []


def test_take_with_nothing_urgent_says_so(amina: OnePhone) -> None:
    assert amina.reads("TAKE") == "Nothing urgent is open."


def test_a_supervisor_on_call_takes_rings_and_closes_off_shift(ports: Ports) -> None:
    zoe = OnePhone(ports, role=Role.SUPERVISOR, on_shift=False)
    alert = an_alert(ports)

    zoe.reads("TAKE")
    zoe.has_rung_them()
    zoe.reads("DONE REACHED")

    assert not stored(ports, alert).is_open
    assert stored(ports, alert).closed_by == zoe.id


def test_a_specialist_off_shift_takes_no_alert(ports: Ports) -> None:
    amina = OnePhone(ports, on_shift=False)
    alert = an_alert(ports)

    assert "ON first" in amina.reads("TAKE")
    assert not stored(ports, alert).taken_by


def test_after_a_crisis_ten_minutes_are_offered_and_taken(ports: Ports, amina: OnePhone) -> None:
    an_alert(ports)
    amina.reads("TAKE")
    amina.has_rung_them()

    assert "ten minutes" in amina.reads("DONE REACHED")
    amina.reads("BREAK")

    assert amina.me.rest_until is not None
    assert amina.me.rest_until > ports.store.now() + timedelta(minutes=9)
    amina.reads("BACK")
    assert amina.me.rest_until is None


def test_nobody_reached_leaves_the_alert_open_and_says_so(ports: Ports, amina: OnePhone) -> None:
    alert = an_alert(ports)
    amina.reads("TAKE")
    amina.has_rung_them()

    said = amina.reads("DONE UNREACHABLE")

    assert "still open" in said
    assert stored(ports, alert).is_open


def test_a_crisis_from_a_specialists_own_phone_is_a_person_in_need(
    ports: Ports, amina: OnePhone
) -> None:
    answer = amina.texts("KMS")

    assert answer.outcome == "crisis"
    assert "988" in answer.messages[0]
    assert len(ports.store.open_alerts()) == 1


def test_a_crisis_said_in_two_texts_is_one_even_if_the_second_is_a_command(
    ports: Ports, amina: OnePhone
) -> None:
    assert amina.texts("i dont want to go").outcome != "crisis"

    assert amina.texts("ON").outcome == "crisis"


@pytest.mark.parametrize("body", ["KETAMINE", "what comes next", "off my meds", "DONE with this"])
def test_any_other_text_of_theirs_goes_the_way_of_everybodys(amina: OnePhone, body: str) -> None:
    assert amina.texts(body).outcome != "staff"


def test_stop_from_their_phone_is_a_stop(ports: Ports, amina: OnePhone) -> None:
    assert amina.texts("STOP").outcome == "opted-out"
    assert not ports.store.around(ports.identity.person(PHONE)).person.takes_texts
    in_queue(ports)
    amina.texts("NEXT")
    assert amina.held == []  # nobody could read that they hold it


def test_later_from_a_specialist_who_asked_for_a_call_themselves_is_a_callers(
    amina: OnePhone,
) -> None:
    amina.texts("CALL")

    assert amina.texts("LATER").outcome != "staff"


@pytest.mark.parametrize("given", [{"phone_verified": False}, {"disabled": True}])
def test_a_phone_that_is_not_proved_theirs_commands_nothing(
    ports: Ports, given: dict[str, bool]
) -> None:
    amina = OnePhone(ports, **given)
    in_queue(ports)

    assert amina.texts("NEXT").outcome != "staff"
    assert amina.texts("OFF").outcome != "staff"
    assert amina.held == []
    assert amina.me.on_shift


def test_a_stranger_commands_nothing(ports: Ports, amina: OnePhone) -> None:
    in_queue(ports)

    for body in ("NEXT", "OFF", "TAKE", "CLOSE", "OPEN", "LIST"):
        answer = receive_sms(ports, Inbound(sid=a_sid(), phone=TEXTER, body=body))
        assert answer.outcome != "staff"

    assert amina.held == []


def test_in_production_the_demos_people_command_nothing(with_policy: Any, ports: Ports) -> None:
    real = with_policy(is_demo=False)
    amina = OnePhone(real, id="demo-specialist")

    assert amina.texts("NEXT").outcome != "staff"


def test_so_many_commands_an_hour_and_no_more(ports: Ports, amina: OnePhone) -> None:
    person = ports.identity.person(PHONE)
    amina.reads("LIST")
    conversation = ports.store.around(person).conversation
    keep(ports, replace(conversation, commands=MOST_AN_HOUR))
    in_queue(ports)

    assert "very much" in amina.reads("NEXT")
    assert amina.texts("NEXT").messages == ()
    assert amina.held == []
    since = ports.store.now() - timedelta(hours=1, minutes=1)
    conversation = ports.store.around(person).conversation
    keep(ports, replace(conversation, commands_since=since))
    amina.reads("NEXT")
    assert len(amina.held) == 1


def test_close_takes_a_code_that_only_the_true_phone_reads(ports: Ports) -> None:
    zoe = OnePhone(ports, role=Role.SUPERVISOR)

    asked = zoe.reads("CLOSE FOR 2 HOURS")
    assert not ports.store.now_and_closing()[1].closed
    code = asked.partition("reply CLOSE ")[2][:4]
    zoe.reads(f"CLOSE {code}")

    now, closing = ports.store.now_and_closing()
    assert closing.is_closed(now)
    assert closing.until is not None
    assert abs(closing.until - now - timedelta(hours=2)) < timedelta(minutes=1)
    assert "Open again" in zoe.reads("OPEN")
    assert not ports.store.now_and_closing()[1].closed


def test_a_wrong_code_closes_nothing_and_spoils_the_right_one(ports: Ports) -> None:
    zoe = OnePhone(ports, role=Role.SUPERVISOR)
    code = zoe.reads("CLOSE").partition("reply CLOSE ")[2][:4]
    wrong = "1000" if code != "1000" else "1001"

    assert "not the code" in zoe.reads(f"CLOSE {wrong}")
    assert "not the code" in zoe.reads(f"CLOSE {code}")

    assert not ports.store.now_and_closing()[1].closed


def test_a_code_is_good_for_ten_minutes(ports: Ports) -> None:
    zoe = OnePhone(ports, role=Role.SUPERVISOR)
    code = zoe.reads("CLOSE").partition("reply CLOSE ")[2][:4]
    kept: Conversation = ports.store.around(ports.identity.person(PHONE)).conversation
    keep(ports, replace(kept, close_asked_at=ports.store.now() - timedelta(minutes=10)))

    assert "not the code" in zoe.reads(f"CLOSE {code}")
    assert not ports.store.now_and_closing()[1].closed


def test_a_specialist_may_not_close(ports: Ports, amina: OnePhone) -> None:
    assert "Only a supervisor" in amina.reads("CLOSE")
    assert "Only a supervisor" in amina.reads("OPEN")


def test_supervisor_brings_a_notice_to_those_on_duty_without_details_and_only_once(
    ports: Ports, amina: OnePhone, link: Any
) -> None:
    zoe = a_colleague(ports, role=Role.SUPERVISOR, phone="+16465550177")
    a_colleague(ports, role=Role.ADMIN, phone="+16465550178", on_shift=False)

    assert "Told" in amina.reads("SUPERVISOR")
    assert "Told" in amina.reads("SUPERVISOR")

    assert [(t.phone, t.words, t.values) for t in notices(ports, link)] == [
        (zoe.phone, "notice_colleague", ())
    ]
    assert amina.me.wants_call_at is not None


def test_with_no_supervisor_to_be_told_the_answer_is_the_truth(amina: OnePhone) -> None:
    assert "ring them yourself" in amina.reads("SUPERVISOR")


def test_every_command_is_audited_without_what_stood_behind_it(amina: OnePhone, link: Any) -> None:
    amina.reads("LIST")

    lines = [(line["who"], line["what"], line["why"]) for _, line in link.xrange("audit")]
    assert (amina.id, "texted LIST", "") in lines


def test_dial_says_that_a_text_goes_first_where_they_asked_for_it(ports: Ports) -> None:
    amina = OnePhone(ports)
    asked = in_queue(ports, phone=TEXTER, text_first=True)
    amina.texts("NEXT")

    assert "It is sent" in amina.reads("DIAL")

    assert stored(ports, asked).state is State.CLAIMED
    assert "DIAL" not in amina.reads("DIAL")
