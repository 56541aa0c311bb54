"""Random callers and random specialists over the wire, with a ceiling of three seconds: everybody
ends with a person, a callback, closing words or their own hang-up, and no phone is rung in a talk.

The simulator's clock, Twilio's QueueTime with it, runs ten times as fast as ours: thirty of its
seconds are three.

LONG=1 takes two hundred calls.
"""

import os
import random
import time
import urllib.error
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.journeys.people import Phone, ask
from tests.journeys.running import RunningHelpline, wait_for

CALLS = 200 if os.environ.get("LONG") else 24
AT_ONCE = 8
SPEED = 10
CEILING_S = 3 * SPEED
SPECIALISTS = ("+16465550101", "+16465550102")
WITHIN_S = 45.0
"""By our clock: ten times as long by the callers', with all that is spoken to them."""
KEYS = "00005513478*6"
SAID = ("a person please", "i want to die", "mumble", "call me back", "español")
LAST_WORDS = ("Goodbye", "Adiós")
CRISIS_WORDS = ("is in danger", "en peligro")
TRIED_FOR_S = 150.0
"""How long somebody calls alone, again and again, until a person is reached. Whoever did not
answer is not rung for a minute."""
ENOUGH = 30
"""So many prompts somebody in a crisis hears, who is never hung up on, and then hangs up."""


@pytest.fixture
def helpline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHelpline]:
    running = RunningHelpline(
        tmp_path_factory.mktemp("soak"),
        HELPLINE_SIMULATOR_SPEED=str(SPEED),
        HELPLINE_CALL_CEILING_S=str(CEILING_S),
    )
    running.wait_until_ready()
    _warm(running)
    yield running
    running.end_for_sure()


def _warm(helpline: RunningHelpline) -> None:
    """The workers are the last to begin; from the first ring on three seconds are enough."""
    caller, phones = Phone(helpline, "+17185550199"), [Phone(helpline, n) for n in SPECIALISTS]

    def rings() -> bool:
        if not caller.call():
            caller.calls()
            caller.presses("0")
        return any(phone.rings() for phone in phones)

    wait_for(rings, 60, "the workers have begun")
    caller.hangs_up()
    wait_for(lambda: not any(phone.call() for phone in phones), 60, "nobody is rung")


@dataclass
class Caller:
    """Somebody with no plan, or `patient`: they ask for a person and wait; `ended` says with whom
    or what."""

    number: str
    begun: float
    patient: bool = False
    sid: str = ""
    questions: int = 0
    talked: bool = False
    hung_up: bool = False
    ended: str = ""


@dataclass
class Soak:
    """Plays all phones of one helpline from one loop, by what the simulator shows."""

    helpline: RunningHelpline
    dice: random.Random
    callers: list[Caller] = field(default_factory=list)
    talking: dict[str, str] = field(default_factory=dict)
    rung_in_a_talk: list[str] = field(default_factory=list)
    rung: Counter[str] = field(default_factory=Counter)

    def run(self) -> None:
        while len(self.callers) < CALLS:
            if len(self.on_the_line) < AT_ONCE:
                self._someone_calls(patient=not self.callers)
            self._everybody_acts()
        self._until_all_have_ended()
        # On a busy machine three seconds may be too short to be put through among eight.
        until = time.monotonic() + TRIED_FOR_S
        while not self._reached_somebody() and time.monotonic() < until:
            self._someone_calls(patient=True)
            self._until_all_have_ended()

    def _reached_somebody(self) -> bool:
        return any(caller.ended == "specialist" for caller in self.callers)

    def _until_all_have_ended(self) -> None:
        while self.on_the_line:
            self._everybody_acts()

    def _everybody_acts(self) -> None:
        phones = {p["number"]: p for p in ask(self.helpline, "/simulator/state")["phones"]}
        for caller in self.on_the_line:
            self._caller_acts(caller, phones.get(caller.number, {}).get("call"))
        for number in SPECIALISTS:
            self._specialist_acts(number, phones.get(number, {}).get("call"))

    @property
    def on_the_line(self) -> list[Caller]:
        return [caller for caller in self.callers if not caller.ended]

    def _someone_calls(self, *, patient: bool) -> None:
        number = f"+1{self.dice.choice((212, 310, 415))}55501{len(self.callers) % 100:02}"
        if any(caller.number == number for caller in self.on_the_line):
            return
        self.callers.append(Caller(number, time.monotonic(), patient))
        self._does(number, "call")

    def _caller_acts(self, caller: Caller, call: dict[str, Any] | None) -> None:
        if call is None:
            if caller.sid:
                caller.ended = self._ending(caller)
            return
        caller.sid = call["sid"]
        caller.talked = caller.talked or bool(call["joined_with"])
        assert time.monotonic() - caller.begun < WITHIN_S, self._story(caller)
        if not caller.patient and (self.dice.random() < 0.002 or has_enough(call)):
            caller.hung_up = True
            self._does(caller.number, "hangup")
        elif call["expects"] and len(call["heard"]) > caller.questions:
            caller.questions = len(call["heard"])
            self._answers(caller)

    def _answers(self, caller: Caller) -> None:
        number, roll = caller.number, self.dice.random()
        if caller.patient:
            self._does(number, "press", digits="0")
        elif roll < 0.7:
            self._does(number, "press", digits=self.dice.choice(KEYS))
        elif roll < 0.85:
            self._does(number, "say", text=self.dice.choice(SAID))

    def _specialist_acts(self, number: str, call: dict[str, Any] | None) -> None:
        sid = call["sid"] if call else ""
        if number in self.talking and sid not in ("", self.talking[number]):
            self.rung_in_a_talk.append(number)
        if call is None:
            self.talking.pop(number, None)
        elif call["status"] == "ringing":
            self.rung[sid] += 1
            self._does(number, "answer" if self.dice.random() < 0.95 else "reject")
        elif call["joined_with"]:
            self.talking[number] = sid
            if self.dice.random() < 0.1:
                self._does(number, "hangup")
        elif call["expects"]:
            self._does(number, "press", digits=self.dice.choice("1111117"))
        elif call["room"] and self.dice.random() < 0.02:
            self._does(number, "hangup")

    def _ending(self, caller: Caller) -> str:
        """With whom or what they ended, by what their phone heard and the list of callbacks."""
        story = self._story(caller)
        heard = " ".join(each["text"] for each in story["heard"])
        if caller.talked or any("joined" in str(event) for event in story["events"]):
            return "specialist"
        if caller.number in self._callbacks():
            return "callback"
        if any(words in heard for words in LAST_WORDS):
            return "closing words"
        return "hang-up" if caller.hung_up else f"nothing: {story}"

    def _callbacks(self) -> set[str]:
        found: set[str] = set()
        cursor = ""
        while True:
            page = ask(self.helpline, f"/api/v1/callbacks?cursor={cursor}", token="demo-supervisor")
            found |= {each["phone"] for each in page["callbacks"]}
            cursor = page.get("next") or ""
            if not cursor:
                return found

    def _story(self, caller: Caller) -> dict[str, Any]:
        found: dict[str, Any] = ask(self.helpline, f"/simulator/calls/{caller.sid}")
        return found

    def _does(self, number: str, deed: str, **details: str) -> None:
        """Too late is no fault: the call may have gone on since the last look."""
        try:
            ask(self.helpline, f"/simulator/phones/{number}/{deed}", details)
        except urllib.error.HTTPError as error:
            if error.code != 409:
                raise


def has_enough(call: dict[str, Any]) -> bool:
    """Whether they have heard in a crisis what there is to hear."""
    heard = [each["text"] for each in call["heard"]]
    return len(heard) > ENOUGH and any(words in text for text in heard for words in CRISIS_WORDS)


@pytest.mark.timeout(900)
def test_every_caller_ends_with_somebody_or_something(helpline: RunningHelpline) -> None:
    soak = Soak(helpline, random.Random(4))

    soak.run()

    endings = Counter(caller.ended for caller in soak.callers)
    calls = len(soak.callers)
    print(f"endings of {calls} calls over the wire: {dict(endings)}; rang {len(soak.rung)} phones")
    assert set(endings) <= {"specialist", "callback", "closing words", "hang-up"}
    assert sum(endings.values()) == calls >= CALLS
    assert {"specialist", "callback"} <= set(endings)
    assert soak.rung_in_a_talk == []
