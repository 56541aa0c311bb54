"""Crisis alerts at the console: taken by one, called at once, signed off."""

from collections.abc import Callable
from dataclasses import replace

from service.actions.alert_taking import take_alert
from service.actions.callbacks import claim_callback
from service.actions.ports import Change
from service.domain.alert import Alert
from service.domain.call import Call
from service.domain.callback import State
from service.domain.text import Text
from tests.builders import CALLER
from tests.web.console.conftest import Desk
from tests.web.console.visitor import Visitor


def deed(alert: Alert, what: str) -> str:
    return f"/console/alerts/{alert.id}/{what}"


def stored(desk: Desk, alert: Alert) -> Alert:
    found = desk.store.get(Alert, alert.id)
    assert found is not None
    return found


def test_an_alert_stands_above_everything_without_a_number(specialist: Visitor, desk: Desk) -> None:
    desk.has()
    desk.has_alert(phone="+12125550144")

    specialist.opens("/console/")

    words = specialist.words()
    assert words.index("someone needs a person now") < words.index("To call back")
    assert specialist.sees("Self-harm by text, just now English · +1••••••••44")
    assert "5550144" not in specialist.page


def test_an_alert_about_a_withheld_number_says_so(specialist: Visitor, desk: Desk) -> None:
    alert = desk.has_alert(phone="", source="voice")
    specialist.opens("/console/")
    untaken = specialist.sees("Self-harm by phone, just now English · number withheld")

    specialist.presses(deed(alert, "take"))

    assert untaken
    assert specialist.sees("English · number withheld · taken by you")


def test_whoever_takes_it_sees_the_number_and_that_is_audited(
    arrives: Callable[..., Visitor], specialist: Visitor, desk: Desk
) -> None:
    alert = desk.has_alert(phone="+12125550144")
    specialist.opens("/console/")

    specialist.presses(deed(alert, "take"))
    other = arrives("specialist2")
    other.opens("/console/")

    assert specialist.sees("212-555-0144")
    assert ("demo-specialist", "took the alert and saw the number") in desk.audited()
    assert other.sees("taken by Demo Specialist")
    assert "5550144" not in other.page


def test_the_second_to_take_it_is_told_so(
    arrives: Callable[..., Visitor], specialist: Visitor, desk: Desk
) -> None:
    alert = desk.has_alert()
    other = arrives("specialist2")
    other.opens("/console/")
    specialist.opens("/console/")
    specialist.presses(deed(alert, "take"))

    other.presses(deed(alert, "take"))

    assert other.sees("Somebody else has taken this alert.")
    assert stored(desk, alert).taken_by == "demo-specialist"


def test_call_now_makes_a_crisis_callback_and_rings_my_phone_once(
    specialist: Visitor, desk: Desk
) -> None:
    alert = desk.has_alert()
    specialist.opens("/console/")
    specialist.presses(deed(alert, "take"))
    form = specialist.form(deed(alert, "call"))

    specialist.presses(deed(alert, "call"))
    first = desk.callback(stored(desk, alert).callback)
    specialist.sends(deed(alert, "call"), **form)

    again = desk.callback(stored(desk, alert).callback)
    assert specialist.sees("Your phone is about to ring.")
    assert again == first
    assert (first.state, first.crisis, first.specialist) == (
        State.CALLING,
        True,
        "demo-specialist",
    )
    assert len(list(desk.store._redis.scan_iter("text:*"))) == 1  # type: ignore[attr-defined]


def test_call_now_is_not_offered_while_they_are_on_the_line(
    specialist: Visitor, desk: Desk
) -> None:
    now = desk.store.now()
    call = Call(
        sid="CA1", person="p1", phone=CALLER, language="en", started_at=now, due_at=now
    ).wait(now, crisis=True, silent=False)
    desk.store.commit(Change(now=now, records=(call,)))
    alert = desk.has_alert(source="voice", call_sid=call.sid)
    specialist.opens("/console/")
    specialist.presses(deed(alert, "take"))

    assert specialist.sees("they are on the line with us now")
    assert "Call now" not in specialist.page
    over = replace(call, version=1).end("hang-up", now)
    desk.store.commit(Change(now=now, records=(over,)))
    specialist.opens("/console/")
    assert specialist.sees("Call now")


def test_call_now_is_not_offered_without_a_number_we_can_call(
    specialist: Visitor, desk: Desk
) -> None:
    alert = desk.has_alert(source="voice", phone="")
    specialist.opens("/console/")

    specialist.presses(deed(alert, "take"))

    assert specialist.sees("we have no number that we can call")
    assert "Call now" not in specialist.page


def test_call_now_takes_the_persons_own_open_callback(specialist: Visitor, desk: Desk) -> None:
    asked = desk.has()
    alert = desk.has_alert(person=asked.person, phone=asked.phone)
    specialist.opens("/console/")
    specialist.presses(deed(alert, "take"))

    specialist.presses(deed(alert, "call"))

    assert stored(desk, alert).callback == asked.id
    assert desk.callback(asked.id).crisis
    assert desk.callback(asked.id).state is State.CALLING


def test_a_callback_in_other_hands_is_left_there(specialist: Visitor, desk: Desk) -> None:
    asked = desk.has()
    claim_callback(desk.ports, asked.id, "demo-specialist-2")
    alert = desk.has_alert(person=asked.person, phone=asked.phone)
    specialist.opens("/console/")
    specialist.presses(deed(alert, "take"))

    specialist.presses(deed(alert, "call"))

    assert specialist.sees("Somebody else holds this person's callback")
    assert desk.callback(asked.id).specialist == "demo-specialist-2"


def test_the_person_is_told_once_that_somebody_calls_now(specialist: Visitor, desk: Desk) -> None:
    alert = desk.has_alert(language="es")
    specialist.opens("/console/")
    specialist.presses(deed(alert, "take"))

    specialist.presses(deed(alert, "call"))

    keys = list(desk.store._redis.scan_iter("text:*"))  # type: ignore[attr-defined]
    text = desk.store.get(Text, keys[0].removeprefix("text:"))
    assert text is not None
    assert (text.words, text.language) == ("alert_taken", "es")
    assert desk.ports.wording.sms(text.words, text.language, **dict(text.values))


def test_only_whoever_took_it_or_a_supervisor_signs_it_off(
    arrives: Callable[..., Visitor], specialist: Visitor, desk: Desk
) -> None:
    alert = desk.has_alert()
    specialist.opens("/console/")

    specialist.sends(deed(alert, "sign-off"))
    refused = specialist.words()
    specialist.presses(deed(alert, "take"))
    supervisor = arrives("supervisor")
    supervisor.opens("/console/")
    supervisor.presses(deed(alert, "sign-off"))

    assert "Take this alert first" in refused
    assert stored(desk, alert).closed_by == "demo-supervisor"
    assert not supervisor.sees("someone needs a person now")


def test_a_supervisor_takes_over_what_somebody_took_and_does_not_see_to(
    arrives: Callable[..., Visitor], specialist: Visitor, desk: Desk
) -> None:
    alert = desk.has_alert(phone="+12125550144")
    specialist.opens("/console/")
    specialist.presses(deed(alert, "take"))
    supervisor = arrives("supervisor")
    supervisor.opens("/console/")

    supervisor.sends(deed(alert, "take"))
    refused = supervisor.words()
    supervisor.presses(deed(alert, "take-over"))

    assert "Somebody else has taken this alert" in refused
    assert stored(desk, alert).taken_by == "demo-supervisor"
    assert supervisor.sees("212-555-0144")
    assert ("demo-supervisor", "took the alert and saw the number") in desk.audited()


def test_a_signed_off_alert_cannot_be_taken(specialist: Visitor, desk: Desk) -> None:
    alert = desk.has_alert(closed_by="demo-supervisor", closed_at=desk.store.now())
    specialist.opens("/console/")

    specialist.sends(deed(alert, "take"))

    assert specialist.sees("This alert has been signed off.")


def test_an_unknown_alert_is_a_page_that_says_so(specialist: Visitor) -> None:
    for what in ("take", "call", "sign-off"):
        specialist.opens("/console/")
        specialist.sends(f"/console/alerts/none/{what}")
        assert specialist.status == 404


def test_a_crisis_is_told_on_the_callback_and_the_team_page_too(
    arrives: Callable[..., Visitor], desk: Desk
) -> None:
    held = claim_callback(desk.ports, desk.has().id, "demo-supervisor")
    visitor = arrives("supervisor")
    for page in (f"/console/callbacks/{held.id}", "/console/team"):
        visitor.opens(page)
        live = visitor.page.split('hx-get="')[1].split('"')[0].replace("&amp;", "&")
        headers = {"HX-Request": "true"}
        assert visitor.client.get(live, headers=headers).status_code == 204
        alert = desk.has_alert()

        told = visitor.client.get(live, headers=headers).get_data(as_text=True)

        assert f'data-crisis="{alert.id}"' in told
        assert "Crisis: someone needs a person now" in told
        take_alert(desk.ports, alert.id, "demo-specialist")
        assert alert.id not in visitor.client.get(live).get_data(as_text=True)


def test_a_supervisor_has_nothing_to_take_over_of_their_own(
    arrives: Callable[..., Visitor], desk: Desk
) -> None:
    alert = desk.has_alert(phone="")
    supervisor = arrives("supervisor")
    supervisor.opens("/console/")

    supervisor.presses(deed(alert, "take"))

    assert supervisor.sees("taken by you")
    assert not supervisor.sees("Call now")
    assert not supervisor.sees("Take over")
