"""Who may throw the switch, what is refused, and what texters read meanwhile."""

from datetime import timedelta

import pytest

from service.actions.answering_hours import who_answers_at
from service.actions.ports import Change, Ports
from service.actions.sms import Inbound, receive_sms
from service.actions.switch import COMMAND_LINE, Shutting, close_helpline, open_helpline
from service.domain.callback import Callback
from service.domain.errors import NotAllowed, UnknownRecord
from service.domain.specialist import Role
from tests.builders import HELPLINE, TEXTER, a_sid, a_specialist

DAY = timedelta(days=1)


def audited(ports: Ports) -> list[tuple[str, str, str]]:
    entries = ports.store._redis.xrange("audit")  # type: ignore[attr-defined]
    return [(line["who"], line["what"], line["why"]) for _, line in entries]


def somebody(ports: Ports, role: Role) -> str:
    who = a_specialist(role=role)
    ports.store.commit(Change(now=ports.store.now(), records=(who,)))
    return who.id


def test_a_supervisor_closes_and_opens_and_it_is_audited_without_number_or_words(
    ports: Ports,
) -> None:
    zoe = somebody(ports, Role.SUPERVISOR)

    close_helpline(ports, zoe, Shutting(say_en="A storm.", forward_to="212-555-0188"))
    now, closing = ports.store.now_and_closing()
    assert closing.is_closed(now)
    assert closing.forward_to == "+12125550188"
    open_helpline(ports, zoe)
    open_helpline(ports, zoe)

    now, closing = ports.store.now_and_closing()
    assert not closing.is_closed(now)
    assert closing.forward_to == closing.say_en == ""
    assert audited(ports) == [
        (zoe, "closed the helpline", "open end, with words, forwarded"),
        (zoe, "opened the helpline", ""),
    ]


def test_the_number_is_not_stored_in_the_clear(ports: Ports) -> None:
    close_helpline(ports, COMMAND_LINE, Shutting(forward_to="212-555-0188"))

    stored = ports.store._redis.hgetall("closing:now")  # type: ignore[attr-defined]

    assert "5550188" not in str(stored)


def test_a_specialist_and_a_stranger_may_not(ports: Ports) -> None:
    with pytest.raises(NotAllowed):
        close_helpline(ports, somebody(ports, Role.SPECIALIST), Shutting())
    with pytest.raises(UnknownRecord):
        open_helpline(ports, "nobody")


@pytest.mark.parametrize(
    "phone",
    [HELPLINE, "911", "933", "988", "+18765550123", "hello", "800-662-4357"],
)
def test_calls_are_never_led_to_ourselves_or_to_no_ordinary_line(ports: Ports, phone: str) -> None:
    with pytest.raises(NotAllowed):
        close_helpline(ports, COMMAND_LINE, Shutting(forward_to=phone))

    assert not ports.store.now_and_closing()[1].closed


def test_closing_twice_keeps_the_newest(ports: Ports) -> None:
    close_helpline(ports, COMMAND_LINE, Shutting(say_en="One."))
    close_helpline(ports, COMMAND_LINE, Shutting(say_en="Two."))

    assert ports.store.now_and_closing()[1].say_en == "Two."


def texts(ports: Ports, body: str) -> tuple[str, ...]:
    inbound = Inbound(sid=a_sid(), phone=TEXTER, body=body)
    return receive_sms(ports, inbound).messages


def only_callback(ports: Ports) -> Callback:
    (only,), _ = ports.store.all_callbacks(5)
    return only


def test_call_by_text_is_promised_from_the_reopening_and_says_why(ports: Ports) -> None:
    somebody(ports, Role.SPECIALIST)
    until = ports.store.now() + 2 * DAY
    how = Shutting(until=until, say_en="A storm – no power.")
    close_helpline(ports, COMMAND_LINE, how)

    saved, why, *_ = texts(ports, "CALL")

    assert "No one can call now" in saved
    assert why == "A storm - no power."
    assert abs(only_callback(ports).due_at - until) < timedelta(minutes=5)


def test_with_an_open_end_the_promise_is_a_day_away_and_in_the_day(ports: Ports) -> None:
    close_helpline(ports, COMMAND_LINE, Shutting())

    [saved, _] = texts(ports, "CALL")

    assert "No one can call now" in saved
    assert only_callback(ports).due_at >= ports.store.now() + DAY - timedelta(minutes=1)


def test_a_fact_is_texted_as_ever_while_closed(ports: Ports) -> None:
    close_helpline(ports, COMMAND_LINE, Shutting(say_en="A storm."))

    assert "A storm." not in texts(ports, "KETAMINE")


def test_hours_say_the_switch_who_threw_it_and_when_it_ends(ports: Ports) -> None:
    now = ports.store.now()
    how = Shutting(until=now + DAY, say_en="A storm.", forward_to="212-555-0188")
    close_helpline(ports, COMMAND_LINE, how)

    said = who_answers_at(ports, ports.store.now())

    assert said[0].startswith("Nobody: the helpline is closed by the switch on")
    assert "command line" in said[1]
    assert "Callers hear: A storm." in said
    assert any("+1••••••••88" in line for line in said)
    assert "5550188" not in " ".join(said)
    assert said[-1].startswith("It opens on")


def test_after_its_end_and_before_its_beginning_the_switch_says_nothing(ports: Ports) -> None:
    now = ports.store.now()
    close_helpline(ports, COMMAND_LINE, Shutting(until=now + DAY))

    for at in (now + 2 * DAY, now - DAY):
        assert "switch" not in who_answers_at(ports, at)[0]
