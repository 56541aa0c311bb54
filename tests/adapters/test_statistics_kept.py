"""Statistics are written with the record they are about, once, and name nobody."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from service.actions.ports import Change, Ports
from service.actions.sms.receive import Inbound, receive_sms
from service.domain.alert import Alert
from service.domain.call import Call
from service.domain.callback import Callback, Outcome
from service.domain.contact import month_of
from service.domain.statistic_line import Line
from service.domain.text import Text, TextState
from tests.builders import CALLER, NOON, TEXTER, a_callback, a_sid

SECOND = timedelta(seconds=1)


def a_call(**given) -> Call:
    sid = a_sid("CA")
    known = {"person": "p" * 32, "phone": CALLER, "language": "en", "started_at": NOON}
    return Call(sid=sid, due_at=NOON, **(known | given))


def kept(ports: Ports, kind: str = "") -> list[tuple[Line, int]]:
    """All lines of a kind, by kind, of the tests' noon and of today."""
    days = sorted((NOON, ports.store.now()))
    found = ports.statistics.lines(days[0] - timedelta(days=2), days[1] + timedelta(days=2))
    found.sort(key=lambda each: each[0].written)
    return [(line, times) for line, times in found if kind in ("", line.kind)]


def put(ports: Ports, *records, at: datetime = NOON, request: str = "") -> None:
    ports.store.commit(Change(now=at, records=records, request=request))


def stored(ports: Ports, record):
    """As it is now, so that it can be written again."""
    name = record.sid if isinstance(record, Call) else record.id
    return ports.store.get(type(record), name)


def test_a_call_counts_once_it_is_over_with_its_times(ports):
    call = a_call().wait(NOON, crisis=False, silent=False)
    put(ports, call)
    before = kept(ports)

    call = stored(ports, call).join(NOON + 12.9 * SECOND)
    put(ports, call.end("hang-up", NOON + 100 * SECOND))

    assert before == []
    [(line, times)] = kept(ports)
    assert times == 1
    assert line.written == "17 call language=en channel=voice outcome=answered wait=12 talk=87"
    assert line.at == NOON


@pytest.mark.parametrize(
    ("ending", "queued", "outcome"),
    [
        ("hang-up", True, "abandoned"),
        ("callback", True, "callback"),
        ("voicemail", True, "voicemail"),
        ("closing-words", True, "turned-away"),
        ("crisis-line", True, "crisis-line"),
        ("hang-up", False, "not-offered"),
        ("missed", False, "missed"),
    ],
)
def test_every_ending_of_a_call_has_its_word(ports, ending, queued, outcome):
    call = a_call(queued_at=NOON if queued else None, ending=ending)

    put(ports, call.end("hang-up", NOON + 30 * SECOND))

    [(line, _)] = kept(ports)
    assert line.get("outcome") == outcome


def test_a_call_that_is_written_again_after_its_end_counts_once(ports):
    call = a_call().end("hang-up", NOON)
    put(ports, call)

    put(ports, stored(ports, call))
    put(ports, stored(ports, call))

    assert [times for _, times in kept(ports, "call")] == [1]


def test_a_commit_that_is_sent_twice_counts_once(ports):
    callback = a_callback()

    put(ports, callback, request="sms:SM1")
    put(ports, callback, request="sms:SM1")

    assert [times for _, times in kept(ports, "callback-asked")] == [1]
    assert ports.statistics.totals() == {
        "callbacks_promised_total|language=en,channel=sms,reason=treatment": 1
    }


def test_a_lost_race_counts_nothing(ports):
    call = a_call()
    put(ports, call)
    stale = call.end("hang-up", NOON)

    with pytest.raises(Exception, match="changed meanwhile"):
        put(ports, stale)

    assert kept(ports) == []


def test_equal_calls_of_one_hour_are_one_line_counted_twice(ports):
    for _ in range(2):
        put(ports, a_call().end("hang-up", NOON))

    assert [times for _, times in kept(ports, "call")] == [2]


def test_a_callback_tells_when_it_was_asked_for_first_tried_and_closed(ports):
    callback = a_callback(reason="treatment").claim("amina", NOON).call("a1", NOON)
    put(ports, callback)
    late = NOON + timedelta(hours=1)

    put(ports, stored(ports, callback).ringing("CA1", late))
    put(ports, stored(ports, callback).ringing("CA2", late + timedelta(hours=1)))
    put(ports, stored(ports, callback).close(Outcome.WRONG_NUMBER, late))

    told = {line.kind: line for line, _ in kept(ports)}
    assert set(told) == {"callback-asked", "callback-tried", "callback-closed"}
    assert told["callback-tried"].get("kept") == ""
    assert told["callback-tried"].number("wait") == 3600
    assert told["callback-closed"].get("outcome") == "wrong-number"
    assert {line.at for line in told.values()} == {NOON}


def test_a_callback_tried_in_time_kept_its_promise(ports):
    callback = a_callback().claim("amina", NOON).call("a1", NOON)

    put(ports, callback.ringing("CA1", callback.promise_at))

    assert [line.get("kept") for line, _ in kept(ports, "callback-tried")] == ["1"]


def test_erasing_the_number_of_a_closed_callback_counts_nothing_again(ports):
    callback = a_callback().close(Outcome.CANCELLED, NOON)
    put(ports, callback)

    put(ports, stored(ports, callback).forgotten())

    assert sum(times for _, times in kept(ports, "callback-closed")) == 1
    assert sum(times for _, times in kept(ports, "callback-asked")) == 1


def an_alert():
    return Alert(
        id="a1",
        person="p" * 32,
        phone=TEXTER,
        language="es",
        kind="overdose",
        source="sms",
        created_at=NOON,
        due_at=NOON,
    )


def test_an_alert_tells_how_long_until_somebody_took_it(ports):
    alert = an_alert()
    put(ports, alert)

    taken = stored(ports, alert).take("amina", NOON + 70 * SECOND)
    put(ports, taken)
    put(ports, stored(ports, alert).sign_off("amina", NOON + timedelta(hours=1)))

    assert [(line.kind, line.get("wait"), times) for line, times in kept(ports)] == [
        ("alert", "", 1),
        ("alert-taken", "70", 1),
    ]


def test_an_alert_that_goes_to_others_is_counted_as_taken_once(ports):
    alert = an_alert()
    put(ports, alert.take("amina", NOON + 70 * SECOND))

    put(ports, stored(ports, alert).let_go(NOON + timedelta(hours=2)))
    put(ports, stored(ports, alert).take("bela", NOON + timedelta(hours=3)))
    put(ports, stored(ports, alert).take_over("boss", NOON + timedelta(hours=4)))

    assert [line.get("wait") for line, _ in kept(ports, "alert-taken")] == ["70"]


def test_a_text_counts_when_its_fate_is_known(ports):
    text = Text(
        id="t1",
        person="p" * 32,
        phone=TEXTER,
        language="en",
        words="missed",
        created_at=NOON,
        due_at=NOON,
        expires_at=NOON + timedelta(hours=1),
    )
    put(ports, text)

    put(ports, stored(ports, text).settled(TextState.DELIVERED))
    put(ports, stored(ports, text))

    assert [(line.get("outcome"), times) for line, times in kept(ports)] == [("delivered", 1)]


def test_a_received_text_counts_once_however_often_twilio_sends_it(ports):
    inbound = Inbound(sid=a_sid(), phone=TEXTER, body="BRAIN")

    receive_sms(ports, inbound)
    receive_sms(ports, inbound)

    assert [(line.get("outcome"), times) for line, times in kept(ports, "text-in")] == [("fact", 1)]


def test_nothing_kept_names_a_person_or_a_record(ports, link):
    receive_sms(ports, Inbound(sid=a_sid(), phone=TEXTER, body="CALL"))
    put(ports, replace(a_call().end("hang-up", NOON), phone=CALLER))

    person = ports.identity.person(TEXTER)
    [callback] = ports.store.all_callbacks(9)[0]
    kept_about = [key for key in link.keys("*") if key.startswith(("stats", "people"))]
    everything = " ".join(str(link.dump(key)) + key for key in kept_about)
    everything += " ".join(str(link.hgetall(key)) for key in kept_about if key[:5] == "stats")

    assert len(kept_about) > 6
    for secret in (person, callback.id, TEXTER[2:], CALLER[2:], "p" * 32):
        assert secret not in everything


def test_one_person_counts_once_a_month_whatever_they_use(ports):
    now = ports.store.now()
    month = month_of(now, ports.policy.hours.zone)
    receive_sms(ports, Inbound(sid=a_sid(), phone=TEXTER, body="BRAIN"))
    receive_sms(ports, Inbound(sid=a_sid(), phone=TEXTER, body="AYUDA"))
    person = ports.identity.person(TEXTER)

    put(ports, a_call(person=person, phone=TEXTER, language="es").end("hang-up", now), at=now)
    put(ports, a_call(person="q" * 32, phone="").end("hang-up", now), at=now)

    people = ports.statistics.people(month)
    assert people["all"] == 1
    assert people["channel-sms"] == people["channel-voice"] == 1


def test_months_cannot_be_joined_and_their_keys_end(ports, link):
    october, november = datetime(2099, 10, 9, tzinfo=UTC), datetime(2099, 11, 9, tzinfo=UTC)

    for at in (october, november):
        put(ports, a_call().end("hang-up", at), at=at)

    counts = [link.dump(f"people:2099-{month}:all") for month in (10, 11)]
    salts = [link.get(f"people-key:2099-{month}") for month in (10, 11)]
    assert counts[0] != counts[1]
    assert salts[0] != salts[1]
    ends = datetime.fromtimestamp(link.pexpiretime("people-key:2099-10") / 1000, UTC)
    assert ends == datetime(2099, 11, 2, 5, tzinfo=UTC)


def test_lines_end_by_themselves(ports, link):
    put(ports, a_call().end("hang-up", NOON))

    assert 0 < link.ttl("stats:2026-11-25") <= 1100 * 86400


def test_what_was_read_is_what_was_written():
    line = Line.about("call", NOON, language="en", outcome="wrong number", crisis=True, none="")

    again = Line.read(line.day, line.written)

    assert again == line
    assert line.get("outcome") == "wrong-number"
    assert line.get("crisis") == "1"
    assert line.get("none") == ""


def test_a_race_between_two_identical_requests_for_one_callback_counts_one(ports):
    callback = a_callback()
    put(ports, callback)
    first: Callback = stored(ports, callback).close(Outcome.DECLINED, NOON)

    put(ports, first, request="r1")
    put(ports, first, request="r1")

    assert sum(times for _, times in kept(ports, "callback-closed")) == 1
