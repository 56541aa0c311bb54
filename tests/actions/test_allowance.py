"""A few dials a day to one person, budgets for a day, and what no limit ever holds back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from service.actions.callbacks import call_back, claim_callback
from service.actions.legs import dial
from service.actions.ports import Change, Ports
from service.actions.sms import Inbound, receive_sms
from service.actions.texts import new_text, send_text
from service.domain.callback import Callback, State
from service.domain.errors import NotAllowed, OutsideCallingHours
from service.domain.leg import Leg, LegState
from service.domain.reach import HOME, Reach, Region
from service.domain.specialist import Role
from service.domain.text import Text, TextState
from tests.actions.queueing import a_colleague, in_queue, keep, stored
from tests.builders import CALLER, TEXTER, a_leg, a_sid
from tests.fakes import FakeTelephone

WithPolicy = Callable[..., Ports]


def claimed(ports: Ports, **given: object) -> tuple[Callback, str]:
    """A callback somebody has claimed, and who."""
    amina = a_colleague(ports)
    callback = in_queue(ports, **({"phone": TEXTER} | given))
    return claim_callback(ports, callback.id, amina.id), amina.id


def was_dialled(ports: Ports, phone: str, times: int) -> None:
    """This phone was dialled so often within the last hours, an hour apart."""
    now, person = ports.store.now(), ports.identity.person(phone)
    for back in range(times, 0, -1):
        ports.spending.dialled(person, f"earlier-{back}", now - timedelta(hours=back))


def a_kept_text(ports: Ports, **changes: object) -> Text:
    now = ports.store.now()
    text = new_text(
        ports,
        person=ports.identity.person(TEXTER),
        phone=TEXTER,
        language="en",
        words="alert_unanswered",
        now=now,
    )
    text = replace(text, **changes)  # type: ignore[arg-type]
    ports.store.commit(Change(now=now, records=(text,)))
    return text


def test_a_person_is_dialled_three_times_a_day_and_then_from_when_the_first_is_a_day_old(
    with_policy: WithPolicy,
) -> None:
    ports = with_policy(dials_a_day=3)
    callback, amina = claimed(ports)
    was_dialled(ports, TEXTER, 3)

    with pytest.raises(OutsideCallingHours, match="as often today as we may") as refused:
        call_back(ports, callback.id, callback.token, amina)

    again_in = refused.value.next_at - ports.store.now()  # type: ignore[operator]
    assert timedelta(hours=20, minutes=59) < again_in < timedelta(hours=21)
    assert stored(ports, callback).state is State.CLAIMED


def test_two_dials_leave_a_third_and_another_phone_all_of_its_own(with_policy: WithPolicy) -> None:
    ports = with_policy(dials_a_day=3)
    callback, amina = claimed(ports)
    was_dialled(ports, TEXTER, 2)
    was_dialled(ports, CALLER, 3)

    assert call_back(ports, callback.id, callback.token, amina).state is State.CALLING


def test_somebody_in_a_crisis_is_called_however_often_it_takes(with_policy: WithPolicy) -> None:
    ports = with_policy(dials_a_day=3, dial_budget=1)
    callback, amina = claimed(ports, crisis=True)
    was_dialled(ports, TEXTER, 5)
    ports.spending.spend("dial", ports.store.now())

    assert call_back(ports, callback.id, callback.token, amina).state is State.CALLING


def test_a_dial_that_became_one_too_many_meanwhile_is_not_made(
    with_policy: WithPolicy, telephone: FakeTelephone
) -> None:
    ports = with_policy(dials_a_day=3)
    callback, amina = claimed(ports)
    calling = call_back(ports, callback.id, callback.token, amina)
    specialist = ports.store.get(Leg, f"{calling.attempt}-s")
    assert specialist is not None
    keep(ports, replace(specialist, state=LegState.ACCEPTED))
    person = a_leg(
        id=f"{calling.attempt}-p",
        purpose="person",
        phone=TEXTER,
        serves=f"callback:{callback.id}",
        attempt=calling.attempt,
    )
    keep(ports, person)
    was_dialled(ports, TEXTER, 3)

    dial(ports, person.id)

    assert telephone.dialled == []
    assert stored(ports, person).state is LegState.ENDED
    assert stored(ports, callback).is_open


def test_each_dial_is_counted_once_however_often_it_is_woken(
    with_policy: WithPolicy, telephone: FakeTelephone
) -> None:
    ports = with_policy(dial_budget=10)
    callback, amina = claimed(ports)
    calling = call_back(ports, callback.id, callback.token, amina)

    for _ in range(3):
        dial(ports, f"{calling.attempt}-s")

    assert len(telephone.dialled) == 1
    assert ports.spending.spent("dial", ports.store.now()) == 1
    assert ports.spending.dials_of(ports.identity.person(TEXTER), ports.store.now()) == []


def test_a_budget_of_dials_stops_callbacks_and_tells_the_supervisors_once(
    with_policy: WithPolicy,
) -> None:
    ports = with_policy(dial_budget=1)
    zoe = a_colleague(ports, role=Role.SUPERVISOR)
    callback, amina = claimed(ports)
    calling = call_back(ports, callback.id, callback.token, amina)
    dial(ports, f"{calling.attempt}-s")
    other = in_queue(ports, phone=CALLER)
    ben = a_colleague(ports)
    held = claim_callback(ports, other.id, ben.id)

    with pytest.raises(NotAllowed, match="budget for calls"):
        call_back(ports, other.id, held.token, ben.id)

    told = [m for m in ports.store.due(ports.store.now(), 50) if m.startswith("text:")]
    texts = ports.store.get_many(Text, [m.removeprefix("text:") for m in told])
    assert [(t.phone, t.words) for t in texts] == [(zoe.phone, "notice_budget_dial")]


@pytest.mark.parametrize("exempt", ["for_crisis", "urgent", "answers"])
def test_no_budget_holds_back_an_answer_a_notice_or_a_crisis(
    with_policy: WithPolicy, telephone: FakeTelephone, exempt: str
) -> None:
    ports = with_policy(text_budget=1)
    ports.spending.spend("text", ports.store.now())
    value = "SM" + "1" * 32 if exempt == "answers" else True

    plain, needed = a_kept_text(ports), a_kept_text(ports, **{exempt: value})
    send_text(ports, plain.id)
    send_text(ports, needed.id)

    assert [text.id for text, _ in telephone.sent] == [needed.id]
    held = stored(ports, plain)
    assert held.state is TextState.INTENDED
    assert held.due_at > ports.store.now()


@pytest.mark.parametrize(
    "phone",
    [
        "+18765550123",  # Jamaica, within +1
        "+12645550123",  # Anguilla
        "+19005550123",  # premium rate
        "+881612345678",  # satellite
        "+447911123456",  # abroad
        "+18005550123",  # shared and free lines are nobody's own phone
    ],
)
def test_no_text_of_our_own_goes_where_toll_fraud_pays(
    ports: Ports, telephone: FakeTelephone, phone: str
) -> None:
    text = a_kept_text(ports, phone=phone)

    send_text(ports, text.id)

    assert not Reach().covers(phone)
    assert telephone.sent == []
    assert stored(ports, text).state is TextState.STOPPED


def test_no_dial_goes_there_even_if_a_record_says_so(
    ports: Ports, telephone: FakeTelephone
) -> None:
    callback, amina = claimed(ports)
    calling = call_back(ports, callback.id, callback.token, amina)
    specialist = ports.store.get(Leg, f"{calling.attempt}-s")
    assert specialist is not None
    keep(ports, replace(specialist, state=LegState.ACCEPTED))
    person = a_leg(
        id=f"{calling.attempt}-p",
        purpose="person",
        phone="+18765550123",
        serves=f"callback:{callback.id}",
        attempt=calling.attempt,
    )
    keep(ports, person)

    dial(ports, person.id)

    assert telephone.dialled == []


def test_a_limit_of_none_counts_on_and_stops_nobody(ports: Ports, telephone: FakeTelephone) -> None:
    callback, amina = claimed(ports)
    was_dialled(ports, TEXTER, 9)

    assert call_back(ports, callback.id, callback.token, amina).state is State.CALLING


CANADA = "+14165550142"


@pytest.mark.parametrize(("regions", "sent"), [(HOME, 0), (HOME | {Region.CA}, 1)])
def test_the_operator_s_regions_hold_for_texts_of_our_own(
    with_policy: WithPolicy, telephone: FakeTelephone, regions: frozenset[Region], sent: int
) -> None:
    ports = with_policy(reach=Reach(regions))

    send_text(ports, a_kept_text(ports, phone=CANADA).id)

    assert len(telephone.sent) == sent


@pytest.mark.parametrize(("regions", "outcome"), [
    (HOME, "not-dialled"), (HOME | {Region.CA}, "callback-queued"),
    (frozenset({Region.PR}), "not-dialled"),
])  # fmt: skip
def test_the_operator_s_regions_hold_for_who_asks_to_be_called(
    with_policy: WithPolicy, regions: frozenset[Region], outcome: str
) -> None:
    ports = with_policy(reach=Reach(regions))

    answer = receive_sms(ports, Inbound(sid=a_sid(), phone=CANADA, body="CALL"))

    assert answer.outcome == outcome


def test_the_operator_s_regions_hold_for_a_dial_that_was_asked_for_before_they_changed(
    ports: Ports, with_policy: WithPolicy, telephone: FakeTelephone
) -> None:
    callback, amina = claimed(ports)
    calling = call_back(ports, callback.id, callback.token, amina)
    specialist = ports.store.get(Leg, f"{calling.attempt}-s")
    assert specialist is not None
    keep(ports, replace(specialist, state=LegState.ACCEPTED))
    serves = f"callback:{callback.id}"
    leg = a_leg(id=f"{calling.attempt}-p", purpose="person", phone=TEXTER, serves=serves)
    keep(ports, replace(leg, attempt=calling.attempt))

    dial(with_policy(reach=Reach(frozenset({Region.PR}))), leg.id)

    assert telephone.dialled == []
