"""The sweep asks Twilio nothing: it hands each question to a worker, one at a time for a record."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import cast

import pytest

from service.actions.due import ANSWERED_WITHIN, HANDLERS, ask_about
from service.actions.ports import Change, Ports, Record, Store, Telephone
from service.actions.questions import ALWAYS, OF_RECORD
from service.adapters.no_telephone import NoTelephone
from service.domain.call import Call, CallState
from service.domain.errors import TryLater
from service.domain.leg import Leg, LegState
from service.domain.text import Text, TextState
from service.domain.voicemail import Voicemail
from tests.builders import CALLER, TEXTER, a_leg, a_specialist
from tests.fakes import FakeTelephone
from workers.sweep import sweep_once

SID = "CA" + "1" * 32


@pytest.fixture
def sweeping(ports: Ports) -> Ports:
    """The ports of the sweep: any use of the telephone is an error."""
    return replace(ports, telephone=cast("Telephone", NoTelephone()))


@dataclass
class Asked(FakeTelephone):
    """Notes every question, and answers none of them while `is_away`."""

    questions: list[str] = field(default_factory=list)
    is_away: bool = False

    def _note(self, question: str) -> None:
        self.questions.append(question)
        if self.is_away:
            raise TryLater("no connection to Twilio")

    def call_status(self, sid: str) -> str:
        self._note("call")
        return "in-progress"

    def find_call(self, leg: Leg) -> tuple[str, str] | None:
        self._note("leg")
        return None

    def find_text(self, text: Text, body: str) -> tuple[str, str] | None:
        self._note("text")
        return None

    def recordings_of(self, call_sid: str) -> list[tuple[str, str, int]]:
        self._note("recordings")
        return []

    def delete_recording(self, sid: str) -> None:
        self._note("voicemail")


class Later:
    """The store, some time later."""

    def __init__(self, store: Store, late: timedelta) -> None:
        self._store, self._late = store, late

    def __getattr__(self, name: str):
        return getattr(self._store, name)

    def now(self) -> datetime:
        return self._store.now() + self._late


def a_text(ports: Ports, **given: object) -> Text:
    now = ports.store.now()
    text = Text(
        id="t1", person="p", phone=TEXTER, language="en", words="thanks", created_at=now,
        due_at=now, expires_at=now + timedelta(hours=1), state=TextState.UNSURE,
    )  # fmt: skip
    return replace(text, **given)


def a_call(ports: Ports, **given: object) -> Call:
    now = ports.store.now()
    call = Call(sid=SID, person="p", phone=CALLER, language="en", started_at=now, due_at=now)
    return replace(call, **given)


def kept(ports: Ports, *records: Record) -> None:
    ports.store.commit(Change(now=ports.store.now(), records=records))


def questions(link) -> list[str]:
    """What was handed to the workers, taken out of the outbox."""
    lines = []
    while line := link.lpop("wakeups"):
        wakeup = json.loads(line)
        lines += [wakeup["id"]] if wakeup["job"] == "note_status" else []
    return lines


RECORDS: dict[str, Callable[[Ports], Record]] = {
    "text": a_text,
    "leg": lambda ports: a_leg(
        state=LegState.UNSURE, at=ports.store.now(), serves=f"call:{SID}", specialist="amina"
    ),
    "placed leg": lambda ports: a_leg(
        state=LegState.PLACED, sid=SID, at=ports.store.now(), specialist="amina"
    ),
    "call": a_call,
    "voicemail": lambda ports: Voicemail(
        id="RE" + "1" * 32, person="p", phone=CALLER, language="en", seconds=5, call_sid=SID,
        created_at=ports.store.now(), due_at=ports.store.now(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", RECORDS)
def test_a_worker_asks_what_the_sweep_wants_to_know(
    ports: Ports, sweeping: Ports, link, what: str
) -> None:
    kept(ports, RECORDS[what](ports), a_specialist(id="amina"))

    sweep_once(sweeping)
    [question] = questions(link)
    telephone = Asked()
    ask_about(replace(ports, telephone=telephone), question)

    assert telephone.questions == ["call" if what == "placed leg" else what]


def test_what_was_recorded_is_asked_by_a_worker(ports: Ports, sweeping: Ports, link) -> None:
    long_ago = (ports.store.now() - timedelta(hours=1)).timestamp()
    owed = f"recordings:{SID}@{long_ago!r}"
    link.zadd("due", {owed: long_ago})

    sweep_once(sweeping)
    [question] = questions(link)
    telephone = Asked()
    ask_about(replace(ports, telephone=telephone), question)

    assert telephone.questions == ["recordings"]
    assert link.zscore("due", owed) is None


def test_there_is_one_question_at_a_time_however_long_twilio_hangs(
    ports: Ports, sweeping: Ports, link
) -> None:
    kept(ports, a_text(ports))

    for _ in range(5):
        sweep_once(sweeping)

    assert len(questions(link)) == 1


def test_a_lost_job_is_asked_for_again(ports: Ports, sweeping: Ports, link) -> None:
    kept(ports, a_text(ports))
    sweep_once(sweeping)
    questions(link)
    later = replace(sweeping, store=Later(ports.store, ANSWERED_WITHIN + timedelta(seconds=1)))

    sweep_once(later)

    assert len(questions(link)) == 1


def test_a_job_that_waited_too_long_leaves_it_to_the_next_one(
    ports: Ports, sweeping: Ports, link
) -> None:
    kept(ports, a_text(ports))
    sweep_once(sweeping)
    [question] = questions(link)
    telephone = Asked()
    late = Later(ports.store, ANSWERED_WITHIN + timedelta(seconds=1))

    ask_about(replace(ports, store=late, telephone=telephone), question)

    assert telephone.questions == []


@pytest.mark.parametrize("what", ["text", "leg", "placed leg", "call"])
def test_a_worker_who_gets_no_answer_leaves_it_due(
    ports: Ports, sweeping: Ports, link, what: str
) -> None:
    kept(ports, RECORDS[what](ports), a_specialist(id="amina"))
    sweep_once(sweeping)
    [question] = questions(link)

    with suppress(TryLater):  # then the job fails, and is asked for again
        ask_about(replace(ports, telephone=Asked(is_away=True)), question)

    later = replace(sweeping, store=Later(ports.store, timedelta(minutes=2)))
    sweep_once(later)
    assert len(questions(link)) == 1


def test_a_job_carried_out_twice_changes_nothing_more(ports: Ports, sweeping: Ports, link) -> None:
    kept(ports, a_text(ports))
    sweep_once(sweeping)
    [question] = questions(link)
    telephone = Asked()

    for _ in range(3):
        ask_about(replace(ports, telephone=telephone), question)

    stored = ports.store.get(Text, "t1")
    assert stored is not None
    assert (stored.looks, len(telephone.questions)) == (1, 1)


def test_what_needs_no_answer_is_done_at_once(ports: Ports, sweeping: Ports, link) -> None:
    now = ports.store.now()
    waiting = a_call(ports, state=CallState.WAITING, queued_at=now)
    kept(ports, a_leg(at=now), a_text(ports, state=TextState.INTENDED), waiting)

    sweep_once(sweeping)

    jobs = {json.loads(line)["job"] for line in link.lrange("wakeups", 0, -1)}
    assert {"dial", "send_text"} <= jobs
    assert "note_status" not in jobs


def test_every_kind_that_may_ask_is_known() -> None:
    assert ALWAYS | set(OF_RECORD) <= set(HANDLERS)
