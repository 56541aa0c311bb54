"""What a person does with a phone: text, call, answer, press, speak, hang up.

Returns at once; webhooks happen in threads of the simulator's own.
"""

from service.simulator import rooms, texts
from service.simulator.events import (
    Answered,
    Declined,
    Event,
    HungUp,
    Pressed,
    Speaking,
    Spoke,
)
from service.simulator.exchange import Exchange
from service.simulator.lifecycle import receive_call
from service.simulator.model import Call, Message, Phone

KEYPAD = {
    letter: key
    for key, letters in enumerate(
        ("abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"), start=2
    )
    for letter in letters
}
# What Twilio shows for a withheld number: the word, spelled on a telephone's keys.
WITHHELD = "+" + "".join(str(KEYPAD[letter]) for letter in "anonymous")
LINES = ("open", "busy", "off", "voicemail")


class NotNow(Exception):
    """The phone can't do that at the moment; the message says why."""


def text(exchange: Exchange, phone: Phone, body: str, media: int) -> Message:
    return texts.text_helpline(exchange, phone.number, body, media)


def call(exchange: Exchange, phone: Phone, *, anonymous: bool = False) -> Call:
    with exchange.world.lock:
        if phone.call_sid is not None:
            raise NotNow("this phone is in a call")
        return receive_call(exchange, phone.number, WITHHELD if anonymous else phone.number)


def answer(exchange: Exchange, phone: Phone, by: str = "human") -> None:
    _must_ring(exchange, phone)
    _tell(exchange, phone, Answered(by))


def decline(exchange: Exchange, phone: Phone) -> None:
    _must_ring(exchange, phone)
    _tell(exchange, phone, Declined())


def hang_up(exchange: Exchange, phone: Phone) -> None:
    _current(exchange, phone)
    _tell(exchange, phone, HungUp("person"))


def press(exchange: Exchange, phone: Phone, digits: str) -> None:
    """Press keys one after another; `w` would be a pause and is left out."""
    if not digits or any(key not in "0123456789*#" for key in digits):
        raise NotNow("keys are 0 to 9, * and #")
    _current(exchange, phone)
    for key in digits:
        _tell(exchange, phone, Pressed(key))


def say(exchange: Exchange, phone: Phone, words: str, confidence: float) -> None:
    """Speak: into a Gather or a recording, or to whoever is on the line."""
    current = _current(exchange, phone)
    with exchange.world.lock:
        if current.joined_with:
            rooms.carry_voice(exchange, current, words)
            return
    _tell(exchange, phone, Spoke(words, confidence))


def begin_to_speak(exchange: Exchange, phone: Phone) -> None:
    _current(exchange, phone)
    _tell(exchange, phone, Speaking())


def set_line(exchange: Exchange, phone: Phone, line: str) -> None:
    if line not in LINES:
        raise NotNow(f"a line is one of {', '.join(LINES)}")
    with exchange.world.changing():
        phone.line = line


def _must_ring(exchange: Exchange, phone: Phone) -> None:
    current = _current(exchange, phone)
    if current.status != "ringing" or current.direction == "inbound":
        raise NotNow("this phone is not ringing")


def _current(exchange: Exchange, phone: Phone) -> Call:
    with exchange.world.lock:
        if phone.call_sid is None:
            raise NotNow("this phone is not in a call")
        return exchange.world.calls[phone.call_sid]


def _tell(exchange: Exchange, phone: Phone, event: Event) -> None:
    if not exchange.tell(phone.call_sid, event):
        raise NotNow("the call has just ended")
