"""Callbacks against a plain model: whatever people, specialists, phones and time do in any order,
the records on a real Valkey say what the model says, and nobody is rung twice or against a STOP.
"""

import json
import os
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from service.actions.around_leg import AroundLeg
from service.actions.callbacks import (
    call_back,
    claim_callback,
    claim_next,
    close_callback,
    release_callback,
)
from service.actions.due import look_at
from service.actions.legs import Pressed, dial, hang_up, key_pressed, lead_on, note_status
from service.actions.ports import Around, Change, Ports
from service.actions.sms import Inbound, receive_sms
from service.adapters.redis_store import RedisStore
from service.domain.callback import Callback, Outcome, State
from service.domain.closing import Closing
from service.domain.errors import NotAllowed, StaleToken
from service.domain.leg import Leg, LegState
from tests.builders import a_sid, a_specialist
from tests.fakes import FakeTelephone

PEOPLE = ("+12125550142", "+13105550117", "+17185550163")
STAFF = ("amina", "bo", "chi")
LEASE = timedelta(minutes=15)
EXPIRED = timedelta(days=3)
RETRIES = (timedelta(hours=2), timedelta(hours=4))
JOBS = {"dial": dial, "hang_up": hang_up, "lead_on": lead_on}
LONG = bool(os.environ.get("LONG"))
EXAMPLES = 400 if LONG else 30


class LaterStore(RedisStore):
    """The real store, whose clock is ahead by as much as the test has let pass."""

    ahead = timedelta(0)

    def now(self) -> datetime:
        return super().now() + self.ahead

    def now_and_closing(self) -> tuple[datetime, Closing]:
        now, closing = super().now_and_closing()
        return now + self.ahead, closing

    def around(self, person: str, *, request: str = "", call_sid: str = "") -> Around:
        found = super().around(person, request=request, call_sid=call_sid)
        return replace(found, now=found.now + self.ahead)

    def around_leg(self, leg_id: str) -> AroundLeg:
        found = super().around_leg(leg_id)
        return replace(found, now=found.now + self.ahead)


@dataclass
class Wanted:
    """What the model knows of one open callback."""

    id: str
    state: State = State.WAITING
    owner: str = ""
    token: int = 0
    tries: int = 0
    spoke: bool = False
    asked_again: bool = False
    """For another call since the talk; what somebody names as its outcome does not end it."""
    dials: int = 0
    """How often the person's own phone was rung, and how often that was asked for."""
    presses: int = 0
    stale: list[int] = field(default_factory=list)

    def goes_back(self) -> None:
        """In the queue as if just asked for."""
        self.state, self.owner, self.spoke, self.asked_again = State.WAITING, "", False, False


class CallbackLife(RuleBasedStateMachine):
    """Rules are what may happen; the model is `wanted`, `opted_out` and `texts`."""

    ports: Ports
    link: Any

    def __init__(self) -> None:
        super().__init__()
        self.store: Any = self.ports.store
        self.link.flushall()
        self.store.ahead = timedelta(0)
        self.telephone = FakeTelephone()
        # Two of one promise come in the order of their ids: the same life must go the same way.
        ids = count(1)
        self.here = replace(
            self.ports, telephone=self.telephone, new_id=lambda: f"{next(ids):020x}"
        )
        people = [a_specialist(id=name, languages=("en", "es")) for name in STAFF]
        self.store.commit(Change(now=self.store.now(), records=tuple(people)))
        self.wanted: dict[str, Wanted] = {}
        self.opted_out: dict[str, str] = {}
        self.texts: list[tuple[str, str, str]] = []

    @initialize(stages=st.tuples(*(st.integers(0, 5) for _ in PEOPLE)))
    def begins_in_the_middle(self, stages: tuple[int, ...]) -> None:
        """Chance alone rarely comes as far as a talk, so lives begin at any stage of one."""
        for phone, own, stage in zip(PEOPLE, STAFF, stages, strict=True):
            who = own if stage > 2 else STAFF[0]  # one of them may well hold several
            if stage:
                self._text(phone, "CALL")
                known = self.wanted[phone] = Wanted(self._open_id(phone))
            if stage > 1:
                self._is_held(known, who, claim_callback(self.here, known.id, who).token)
            if stage > 2:
                call_back(self.here, known.id, known.token, who)
                known.state, known.presses = State.CALLING, 1
                self._work()
            if stage > 3:
                self._presses_1("specialist", phone)
                known.dials = 1
            if stage > 4:
                self._presses_1("person", phone)
                known.state, known.spoke = State.TALKING, True

    # What people do

    @rule(phone=st.sampled_from(PEOPLE), body=st.sampled_from(("CALL", "llamar", "please call me")))
    def asks(self, phone: str, body: str) -> None:
        outcome = self._text(phone, body)

        known = self.wanted.get(phone)
        if known is None:
            assert outcome == "callback-queued"
            self.wanted[phone] = Wanted(self._open_id(phone))
        else:
            # The same words again and again are a robot's; that costs nobody their callback.
            assert outcome in ("callback-open", "loop-stopped")
            if known.state is State.REVIEW:
                known.state, known.tries, known.spoke = State.WAITING, 0, False
            elif known.spoke and outcome == "callback-open":
                known.asked_again = True
        self.opted_out.pop(phone, None)

    @precondition(lambda self: self.texts)
    @rule(data=st.data())
    def twilio_repeats_a_text(self, data: st.DataObject) -> None:
        sid, phone, body = data.draw(st.sampled_from(self.texts))

        receive_sms(self.here, Inbound(sid=sid, phone=phone, body=body))

    @rule(phone=st.sampled_from(PEOPLE))
    def takes_it_back(self, phone: str) -> None:
        self._text(phone, "NOCALL")

        known = self.wanted.get(phone)
        if known is not None and known.state is not State.TALKING:
            del self.wanted[phone]

    @rule(phone=st.sampled_from(PEOPLE), word=st.sampled_from(("STOP", "alto", "unsubscribe")))
    def stops(self, phone: str, word: str) -> None:
        self._text(phone, word)

        self.opted_out[phone] = "all"
        known = self.wanted.get(phone)
        if known is not None and known.state in (State.WAITING, State.CLAIMED, State.CALLING):
            known.state, known.owner = State.REVIEW, ""

    @rule(phone=st.sampled_from(PEOPLE))
    def starts(self, phone: str) -> None:
        self._text(phone, "START")

        self.opted_out.pop(phone, None)

    @rule(phone=st.sampled_from(PEOPLE))
    def is_erased(self, phone: str) -> None:
        if self._on_the_phone(phone):
            return
        self._text(phone, "BORRAR")
        self._sweep()

        self.wanted.pop(phone, None)
        self.texts = [text for text in self.texts if text[1] != phone]
        about = self.store.about(self._person(phone))
        assert not any(isinstance(each, Callback) for each in about)

    # What specialists do

    @rule(who=st.sampled_from(STAFF))
    def takes_next(self, who: str) -> None:
        ready = {w.id for w in self.wanted.values() if w.state is State.WAITING}

        taken = claim_next(self.here, who)

        if taken is None:
            return
        assert taken.id in ready
        self._is_held(self._by_id(taken.id), who, taken.token)

    @rule(who=st.sampled_from(STAFF), phone=st.sampled_from(PEOPLE))
    def takes_this_one(self, who: str, phone: str) -> None:
        known = self.wanted.get(phone)
        if known is None:
            return
        try:
            taken = claim_callback(self.here, known.id, who)
        except NotAllowed:
            assert known.state is State.REVIEW or known.owner not in ("", who)
            return

        assert known.state is State.WAITING or known.owner == who
        if known.state is State.WAITING:
            self._is_held(known, who, taken.token)

    @precondition(lambda self: self._held())
    @rule(data=st.data())
    def presses_call(self, data: st.DataObject) -> None:
        phone = data.draw(st.sampled_from(self._held()))
        known = self.wanted[phone]
        busy = self._specialist(known.owner).engaged or self._live(known)
        try:
            call_back(self.here, known.id, known.token, known.owner)
        except NotAllowed:
            assert known.state is not State.CLAIMED or busy or phone in self.opted_out
            return

        if known.state is State.CLAIMED:
            known.state, known.presses = State.CALLING, known.presses + 1
        self._work()

    @precondition(lambda self: self._held())
    @rule(data=st.data())
    def lets_go(self, data: st.DataObject) -> None:
        known = self.wanted[data.draw(st.sampled_from(self._held()))]
        try:
            release_callback(self.here, known.id, known.token, known.owner)
        except NotAllowed:
            assert known.state is not State.CLAIMED or self._live(known)
            return

        assert known.state is State.CLAIMED
        known.goes_back()

    @precondition(lambda self: self._held())
    @rule(data=st.data(), outcome=st.sampled_from(Outcome))
    def closes(self, data: st.DataObject, outcome: Outcome) -> None:
        phone = data.draw(st.sampled_from(self._held()))
        known = self.wanted[phone]
        close_callback(self.here, known.id, known.token, outcome, known.owner)
        self._work()

        if known.asked_again and phone not in self.opted_out:
            known.tries = 0
            known.goes_back()
        else:
            del self.wanted[phone]

    @rule(phone=st.sampled_from(PEOPLE))
    def uses_an_old_token(self, phone: str) -> None:
        known = self.wanted.get(phone)
        for token in known.stale if known else ():
            for who in STAFF:
                with pytest.raises((StaleToken, NotAllowed)):
                    call_back(self.here, known.id, token, who)
                with pytest.raises((StaleToken, NotAllowed)):
                    close_callback(self.here, known.id, token, Outcome.REACHED, who)

    # What phones do

    @precondition(lambda self: self._rung("specialist"))
    @rule(data=st.data(), key=st.sampled_from(("1", "1", "1", "", "7")))
    def specialist_presses(self, data: st.DataObject, key: str) -> None:
        phone, leg = data.draw(st.sampled_from(self._rung("specialist")))
        known = self.wanted.get(phone)
        self._key(leg, key, turn=1)

        if known is not None and known.state is State.CALLING:
            if key == "1":
                known.dials += 1
            else:
                known.state = State.CLAIMED
        self._work()

    @precondition(lambda self: self._rung("person"))
    @rule(data=st.data(), key=st.sampled_from(("1", "1", "2", "9", "", "7")))
    def person_presses(self, data: st.DataObject, key: str) -> None:
        phone, leg = data.draw(st.sampled_from(self._rung("person")))
        known = self.wanted.get(phone)
        self._key(leg, key, turn=1)

        if key == "9":
            self.opted_out.setdefault(phone, "voice")
        if known is not None and known.state is State.CALLING:
            if key == "1":
                known.state, known.spoke, known.asked_again = State.TALKING, True, False
            elif key in ("2", "9"):
                known.state, known.owner = State.REVIEW, ""
            else:
                self._was_not_reached(known)
        self._work()

    @precondition(lambda self: self._live_legs())
    @rule(data=st.data(), report=st.sampled_from(("told", "told twice", "lost")))
    def a_phone_is_over(self, data: st.DataObject, report: str) -> None:
        phone, leg = data.draw(st.sampled_from(self._live_legs()))
        known = self.wanted.get(phone)
        self.telephone.statuses[leg.sid] = "completed"
        for _ in range({"told": 1, "told twice": 2, "lost": 0}[report]):
            note_status(self.here, leg.id, sid=leg.sid, status="completed")
        if report == "lost":
            self.time_passes(timedelta(minutes=3))
        self._work()

        if known is None or known is not self.wanted.get(phone):
            return
        if known.state is State.TALKING:
            known.state = State.CLAIMED
        elif known.state is State.CALLING and leg.purpose == "person":
            self._was_not_reached(known)
        elif known.state is State.CALLING:
            known.state = State.CLAIMED

    # What time does

    @rule(span=st.sampled_from((*(timedelta(minutes=m) for m in (1, 16, 130)), EXPIRED)))
    def time_passes(self, span: timedelta) -> None:
        # What a lease had kept is looked at once more a quarter of an hour after it was over.
        for step in (span, LEASE) if span >= EXPIRED else (span,):
            self.store.ahead += step
            self._sweep()

        for known in self.wanted.values():
            if span > LEASE and known.state is State.CLAIMED and not self._live(known):
                if known.spoke and not known.asked_again:
                    known.state, known.owner = State.REVIEW, ""
                else:
                    known.goes_back()
            if known.state is State.WAITING and (span >= EXPIRED or self._expired(known)):
                assert self.store.ahead > timedelta(days=2), "nothing expires before that"
                known.state, known.spoke = State.REVIEW, False

    # What must hold at every moment

    @invariant()
    def records_say_what_the_model_says(self) -> None:
        stored, _ = self.store.all_callbacks(500)
        still_open = {each.id: each for each in stored if each.is_open}
        assert set(still_open) == {known.id for known in self.wanted.values()}
        for known in self.wanted.values():
            callback = still_open[known.id]
            assert (callback.state, callback.attempts) == (known.state, known.tries)
            if known.owner:
                assert (callback.specialist, callback.token) == (known.owner, known.token)

    @invariant()
    def open_means_due(self) -> None:
        due = set(self.store.due(self.store.now() + timedelta(days=30), 5000))
        assert {f"callback:{known.id}" for known in self.wanted.values()} <= due
        assert {m for m in due if m.startswith("callback:")} <= {
            f"callback:{known.id}" for known in self.wanted.values()
        }

    @invariant()
    def nobody_is_rung_twice(self) -> None:
        for phone in PEOPLE:
            live = [leg for leg in self._legs() if leg.phone == phone and leg.is_live]
            assert len(live) <= 1
        for who in STAFF:
            mine = [leg for leg in self._legs() if leg.purpose == "specialist" and leg.is_live]
            assert sum(leg.specialist == who for leg in mine) <= 1
        for known in self.wanted.values():
            assert known.dials <= known.presses

    def _text(self, phone: str, body: str) -> str:
        sid = a_sid()
        answer = receive_sms(self.here, Inbound(sid=sid, phone=phone, body=body))
        self.texts.append((sid, phone, body))
        self._work()
        return answer.outcome

    def _work(self) -> None:
        """Carry out every wake-up, some of them twice."""
        while line := self.link.lpop("wakeups"):
            wakeup = json.loads(line)
            for _ in range(2):
                if wakeup["job"] in JOBS:
                    JOBS[wakeup["job"]](self.here, wakeup["id"])
        for sid in self.telephone.hung_up:
            self.telephone.statuses[sid] = "completed"
        for leg in self._legs():
            if leg.sid in self.telephone.hung_up and leg.is_live:
                note_status(self.here, leg.id, sid=leg.sid, status="completed")

    def _sweep(self) -> None:
        for _ in range(4):
            for member in self.store.due(self.store.now(), 500):
                look_at(self.here, member)
            self._work()

    def _key(self, leg: Leg, key: str, turn: int) -> None:
        self.telephone.statuses[leg.sid] = "in-progress"
        note_status(self.here, leg.id, sid=leg.sid, status="in-progress")
        key_pressed(self.here, Pressed(leg_id=leg.id, sid=leg.sid, digits=key, turn=turn))

    def _presses_1(self, purpose: str, phone: str) -> None:
        (leg,) = [leg for whose, leg in self._rung(purpose) if whose == phone]
        self._key(leg, "1", turn=0)
        self._work()

    def _is_held(self, known: Wanted, who: str, token: int) -> None:
        assert token == known.token + 1
        known.stale.append(known.token)
        known.state, known.owner, known.token = State.CLAIMED, who, token

    def _was_not_reached(self, known: Wanted) -> None:
        known.tries += 1
        known.goes_back()
        if known.tries == 3:
            known.state = State.REVIEW

    def _legs(self) -> list[Leg]:
        ids = dict.fromkeys(leg.id for leg in self.telephone.dialled)
        return self.store.get_many(Leg, ids)

    def _held(self) -> list[str]:
        """Whose callback somebody holds."""
        return [phone for phone, known in self.wanted.items() if known.owner]

    def _live_legs(self) -> list[tuple[str, Leg]]:
        """Phones that ring or talk for a callback the model knows, and for whose."""
        serves = {f"callback:{known.id}": phone for phone, known in self.wanted.items()}
        live = [leg for leg in self._legs() if leg.is_live and leg.serves in serves]
        return [(serves[leg.serves], leg) for leg in live]

    def _rung(self, purpose: str) -> list[tuple[str, Leg]]:
        """Those of them that ring, and have pressed nothing yet."""
        return [
            (phone, leg)
            for phone, leg in self._live_legs()
            if leg.purpose == purpose and leg.state is not LegState.ACCEPTED
        ]

    def _live(self, known: Wanted) -> bool:
        return any(leg.is_live and known.id in leg.serves for leg in self._legs())

    def _on_the_phone(self, phone: str) -> bool:
        known = self.wanted.get(phone)
        return known is not None and self._live(known)

    def _expired(self, known: Wanted) -> bool:
        """What was kept by a call for days is looked at again when its own time has come."""
        callback = self.store.get(Callback, known.id)
        return callback is not None and callback.review_reason == "expired"

    def _by_id(self, callback_id: str) -> Wanted:
        return next(w for w in self.wanted.values() if w.id == callback_id)

    def _person(self, phone: str) -> str:
        return self.here.identity.person(phone)

    def _open_id(self, phone: str) -> str:
        callback = self.store.around(self._person(phone)).callback
        assert callback is not None
        return str(callback.id)

    def _specialist(self, who: str) -> Any:
        return next(each for each in self.store.specialists() if each.id == who)


def live(lives: type[CallbackLife], ports: Ports, link: Any, examples: int) -> None:
    """Run lives of this kind on the test's own store, whose clock the lives move on."""
    store = ports.store
    assert isinstance(store, RedisStore)
    later = LaterStore(store._redis, store._codec, store._identity)
    here = {"ports": replace(ports, store=later), "link": link}
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        type("OnThisStore", (lives,), here),
        settings=settings(
            max_examples=examples,
            stateful_step_count=40,
            deadline=None,
            phases=tuple(Phase) if LONG else (Phase.explicit, Phase.reuse, Phase.generate),
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.timeout(1200)
def test_any_order_of_events_leaves_what_the_model_says(ports: Ports, link: Any) -> None:
    live(CallbackLife, ports, link, EXAMPLES)
