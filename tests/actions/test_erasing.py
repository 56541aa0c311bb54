"""ERASE forgets what was there when it was asked, and nothing that was asked for later."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from redis import Redis

from service.actions.alert_taking import callback_for_alert, sign_off_alert, take_alert
from service.actions.due import look_at
from service.actions.ports import Change, Ports, Record
from service.actions.sms import Answer, Inbound, receive_sms
from service.domain.alert import Alert
from service.domain.call import Call
from service.domain.callback import Callback
from service.domain.gsm7 import segments
from service.domain.leg import Leg, LegState
from service.domain.person import Conversation
from service.domain.text import Text
from tests.builders import TEXTER, a_leg, a_sid, a_specialist

WAIT = timedelta(minutes=1)


def texts(ports: Ports, body: str) -> Answer:
    return receive_sms(ports, Inbound(sid=a_sid(), phone=TEXTER, body=body))


def sweep(ports: Ports) -> None:
    for member in ports.store.due(ports.store.now(), 20):
        if member.startswith("erase:"):
            look_at(ports, member)


def keep(ports: Ports, record: Record) -> None:
    ports.store.commit(Change(now=ports.store.now(), records=(record,)))


def on_the_line(ports: Ports, person: str) -> Call:
    now = ports.store.now()
    call = Call(
        sid=a_sid("CA"), person=person, phone=TEXTER, language="en", started_at=now, due_at=now
    )
    keep(ports, call)
    return call


def test_a_call_asked_for_after_an_erase_is_kept(ports: Ports) -> None:
    person = ports.identity.person(TEXTER)
    on_the_line(ports, person)
    texts(ports, "ERASE")

    texts(ports, "CALL")
    sweep(ports)
    sweep(ports)

    assert ports.store.around(person).callback is not None
    assert ports.store.get(Conversation, person) is not None


def test_a_call_that_goes_on_is_erased_when_it_is_over(ports: Ports) -> None:
    person = ports.identity.person(TEXTER)
    call = on_the_line(ports, person)
    texts(ports, "ERASE")
    sweep(ports)
    still_there = ports.store.get(Call, call.sid)

    keep(ports, replace(call, version=1).end("hang-up", ports.store.now()))
    (entry,) = ports.store.due(ports.store.now() + WAIT, 9)
    look_at(ports, entry)

    assert still_there is not None
    assert ports.store.get(Call, call.sid) is None
    assert ports.store.due(ports.store.now() + WAIT, 9) == []


def test_a_phone_that_may_be_ringing_is_not_forgotten(ports: Ports) -> None:
    person = ports.identity.person(TEXTER)
    texts(ports, "CALL")
    callback = ports.store.around(person).callback
    assert callback is not None
    keep(ports, replace(callback, state="unsure", attempt="a1"))

    answer = texts(ports, "ERASE")

    assert answer.outcome == "not-noted"
    assert ports.store.get(Callback, callback.id) is not None


def test_the_phone_of_an_ended_call_back_is_erased_too(ports: Ports) -> None:
    person = ports.identity.person(TEXTER)
    leg = a_leg(
        purpose="person", person=person, phone=TEXTER, state=LegState.ENDED, at=ports.store.now()
    )
    keep(ports, leg)
    texts(ports, "ERASE")

    sweep(ports)

    assert ports.store.get(Leg, leg.id) is None


def a_specialist_called_amina(ports: Ports) -> None:
    keep(ports, a_specialist(id="amina"))


def a_crisis(ports: Ports) -> Alert:
    texts(ports, "CALL")
    texts(ports, "i want to die")
    (alert,) = ports.store.open_alerts()
    return alert


def test_an_erase_leaves_the_alert_and_its_number_until_somebody_has_signed_it_off(
    ports: Ports,
) -> None:
    person = ports.identity.person(TEXTER)
    alert = a_crisis(ports)

    answer = texts(ports, "ERASE")
    sweep(ports)

    (still_open,) = ports.store.open_alerts()
    assert still_open.id == alert.id
    assert still_open.phone == TEXTER
    assert answer.outcome == "erased"
    assert "Your number stays until a person here has seen to the alert" in answer.messages[0]
    assert ports.store.around(person).callback is None


def test_after_an_erase_a_crisis_is_still_remembered_but_nothing_that_was_said(
    ports: Ports,
) -> None:
    a_crisis(ports)
    texts(ports, "ERASE")
    sweep(ports)
    kept = ports.store.get(Conversation, ports.identity.person(TEXTER))

    answer = texts(ports, "AYUDA")

    assert kept is not None
    assert (kept.recent, kept.last_inbound, kept.last_outbound) == ((), "", "")
    assert answer.outcome == "crisis"
    assert "988" in answer.messages[0]


def test_signed_off_the_alert_goes_and_the_callback_that_it_brought_about(ports: Ports) -> None:
    person = ports.identity.person(TEXTER)
    a_specialist_called_amina(ports)
    alert = a_crisis(ports)
    texts(ports, "ERASE")
    take_alert(ports, alert.id, "amina")
    callback = callback_for_alert(ports, alert.id, "amina")
    sweep(ports)
    while_open = ports.store.get(Callback, callback.id)

    sign_off_alert(ports, alert.id, "amina")
    for _ in range(2):
        (entry,) = [e for e in ports.store.due(ports.store.now() + WAIT, 9) if e[:5] == "erase"]
        look_at(ports, entry)

    assert while_open is not None
    assert ports.store.get(Callback, callback.id) is None
    assert ports.store.get(Alert, alert.id) is None
    assert [type(each) for each in ports.store.about(person)] in ([], [Text])


def test_an_erase_without_an_alert_says_that_all_is_erased(ports: Ports) -> None:
    texts(ports, "CALL")

    answer = texts(ports, "ERASE")

    assert answer.messages[0].startswith("Done. We erased your number")
    assert ports.store.get(Conversation, ports.identity.person(TEXTER)) is None


def everything_kept(link: Redis) -> str:
    """What whoever opens the store reads without a key of ours."""
    readers = {
        "string": link.get,
        "hash": link.hgetall,
        "set": link.smembers,
        "list": lambda key: link.lrange(key, 0, -1),
        "zset": lambda key: link.zrange(key, 0, -1),
        "stream": link.xrange,
    }
    keys = [key for key in link.scan_iter() if not key.startswith("people:")]  # hashes, no text
    return "\n".join(f"{key} {readers[link.type(key)](key)}" for key in keys)


def test_what_was_said_in_a_crisis_is_nowhere_in_plain_text(ports: Ports, link: Redis) -> None:
    answer = texts(ports, "im gonna kill myself")
    before = everything_kept(link)

    texts(ports, "ERASE")
    sweep(ports)

    assert "kill myself" in answer.matched, "a demo shows why"
    assert "988" in before
    assert "kill myself" not in before
    assert "kill myself" not in everything_kept(link)


@pytest.mark.parametrize("swept", [True, False])
@pytest.mark.parametrize("before", ["CALL", "i want to die", ""])
@pytest.mark.parametrize("word", ["ERASE", "BORRAR"])
def test_no_line_is_sent_twice_running_to_who_is_erased_again(
    ports: Ports, word: str, before: str, swept: bool
) -> None:
    if before:
        texts(ports, before)
    lines = []
    for _ in range(4):
        lines.append(texts(ports, word).messages[0])
        if swept:
            sweep(ports)

    assert all(now != last for last, now in pairwise(lines))
    assert all(segments(line) <= 2 for line in lines)


def test_an_erase_after_something_else_was_said_is_told_plainly(ports: Ports) -> None:
    lines = [texts(ports, word).messages[0] for word in ("ERASE", "MENU", "ERASE")]

    assert lines[0] == lines[2]


@pytest.mark.parametrize(
    "words",
    ["delete my number", "borrame", "borren mi numero", "can you erase me", "please delete me"],
)
def test_who_has_read_that_they_may_be_erased_is_erased(ports: Ports, words: str) -> None:
    texts(ports, "CALL")
    texts(ports, "PRIVACIDAD" if words.startswith("borr") else "PRIVACY")

    answer = texts(ports, words)

    assert answer.outcome == "erased"
    assert ports.store.around(ports.identity.person(TEXTER)).callback is None


@pytest.mark.parametrize(
    "words",
    ["borrame de la lista", "delete me from your list", "delete my number and dont text me"],
)
def test_off_the_list_is_a_stop_whatever_was_read_before(ports: Ports, words: str) -> None:
    texts(ports, "PRIVACY")

    assert texts(ports, words).outcome == "opted-out"


def test_delete_my_number_is_a_stop_where_nobody_spoke_of_erasing(ports: Ports) -> None:
    assert texts(ports, "delete my number").outcome == "opted-out"


@pytest.mark.parametrize("words", ["can you erase me", "can you please erase me", "pls erase me"])
def test_our_own_word_for_it_erases_at_any_time(ports: Ports, words: str) -> None:
    assert texts(ports, words).outcome == "erased"
