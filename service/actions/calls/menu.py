"""The answer to one step of the menus: what was pressed or said becomes the next step.

Steps that write or look somebody up are in other modules; this one only leads there.
"""

from collections.abc import Callable
from dataclasses import replace

from service.actions.calls import blocked, given_number, messages, person, stopping, wishes
from service.actions.calls.choices import Choice, choice_of, is_doubtful
from service.actions.calls.chosen_language import keep_language
from service.actions.calls.heard import Heard
from service.actions.calls.in_pieces import crisis_in_pieces
from service.actions.calls.levels import (
    ask,
    facts_of,
    farewell,
    in_both,
    listen,
    may_leave_message,
    other_language,
    say,
    topic_at,
    topics_on,
)
from service.actions.calls.place import MOST_UNCLEAR, Place
from service.actions.calls.script import Script
from service.actions.calls.times import shut_at
from service.actions.ports import Around, Ports

Deed = Callable[[Ports, Heard, Choice], Script]
# Levels whose question can simply be asked once more; silence there ends in the closing line.
ENDING = frozenset({"saved", "blocked"})
QUESTIONS = frozenset({"number", "readback", "time", "stop"})
# Where the keys that are offered after silence mean what is said; elsewhere they mean topics.
# What they say depends on the store, which may have been asked already.
SAID_AGAIN: dict[str, Callable[[Ports, Heard, Place, Around | None], Script]] = {
    "saved": wishes.saved_again,
    "readback": given_number.read_back,
    "blocked": blocked.said_again,
}
AT_FIRST_LEVEL = frozenset({"first", "nobody", "interpreter"})


def answer_menu(ports: Ports, heard: Heard) -> Script:
    """Lead a caller on from what they pressed or said, or from their silence."""
    if heard.is_silent:
        return _silence(ports, heard)
    choice = choice_of(heard, ports.understander, ports.wording.facts)
    place = heard.place
    if is_doubtful(heard, choice):
        here = place.again(doubted=True, silences=0)
        return (listen(ports, here, *in_both(ports, place, "not_understood")),)
    language = choice.wished or ("" if place.known else choice.language)
    if language and choice.name != "language":
        heard = replace(heard, place=replace(place, language=language, known=True))
    return DEEDS.get(choice.name, _unclear)(ports, heard, choice)


def _silence(ports: Ports, heard: Heard) -> Script:
    place = heard.place
    if given_number.is_refused_now(place):
        return given_number.refused(ports, heard)
    if place.level in ENDING or (place.level in QUESTIONS and place.silences):
        return farewell(ports, place)
    if place.level == "crisis":
        return person.crisis_again(ports, heard)
    if place.level in QUESTIONS:
        return _again(ports, heard, silences=1)
    return _silence_in_menu(ports, heard)


def _silence_in_menu(ports: Ports, heard: Heard) -> Script:
    place = heard.place
    if (place.open and place.silences) or place.level == "alone":
        return person.ask_for_person(ports, heard, silent=True)
    if not place.silences:
        return _first_silence(ports, place)
    if place.silences == 1:
        offer = say(ports, place, "first_silence_closed")
        return (listen(ports, place.again(silences=2), offer),)
    return farewell(ports, place)


def _first_silence(ports: Ports, place: Place) -> Script:
    if place.level in AT_FIRST_LEVEL:
        place = place.again(silences=1)
    else:
        place = place.at("first", silences=1, via=place.via or place.level)
    stay = say(ports, place, "first_silence" if place.open else "first_silence_closed")
    if place.known:
        return (listen(ports, place, stay),)
    return (listen(ports, place, stay, other_language(ports, place)),)


def _unclear(ports: Ports, heard: Heard, _: Choice) -> Script:
    place = heard.place
    if place.level in ("number", "rest"):
        return given_number.refused(ports, heard)
    if place.level == "crisis":
        return person.crisis_unclear(ports, heard)
    if place.level == "blocked":  # nothing else is offered there
        return farewell(ports, place)
    times = place.unclear + 1
    if times >= MOST_UNCLEAR:
        return person.ask_for_person(ports, heard)
    if heard.speech and (kind := crisis_in_pieces(ports, heard)):
        return person.crisis(ports, heard, kind)
    here = place.again(unclear=times, silences=0)
    return (listen(ports, here, *in_both(ports, place, "not_understood")),)


def _thanks(ports: Ports, place: Place) -> Script:
    """Whoever has got nothing yet is not hung up on for a "thank you" that may be misheard; the
    last of several ends the call."""
    welcome, times = say(ports, place, "thanks"), place.unclear + 1
    if place.level in AT_FIRST_LEVEL and times < MOST_UNCLEAR:
        return ask(ports, place.again(unclear=times, silences=0), welcome)
    return farewell(ports, place, welcome)


def _message(ports: Ports, heard: Heard, choice: Choice) -> Script:
    if not may_leave_message(ports, heard.place):
        return _unclear(ports, heard, choice)
    return messages.record_message(ports, heard)


def _again(ports: Ports, heard: Heard, *, slow: bool = False, silences: int = 0) -> Script:
    place = heard.place.again(slow=slow, silences=silences, unclear=0)
    said_again = SAID_AGAIN.get(place.level)
    return said_again(ports, heard, place, None) if said_again else ask(ports, place)


def _language(ports: Ports, heard: Heard, choice: Choice) -> Script:
    place = heard.place
    language = choice.language or place.other
    around = keep_language(ports, heard, language)
    here = place.again(language=language, known=True, silences=0, unclear=0, slow=False)
    said_again = SAID_AGAIN.get(place.level)
    if said_again:
        return said_again(ports, heard, here, around)
    shut = shut_at(ports.policy, around.closing, here, around.now) if around else None
    return ask(ports, here, shut=shut)


def _go_to(level: str) -> Deed:
    return lambda ports, heard, _: ask(ports, heard.place.at(level))


def _more_topics(ports: Ports, heard: Heard, _: Choice) -> Script:
    pages = len(ports.wording.facts.voice_menu)
    return ask(ports, heard.place.at("info", page=(heard.place.page + 1) % pages))


def _topic(ports: Ports, heard: Heard, choice: Choice) -> Script:
    if choice.item > len(topics_on(ports, choice.page)):
        return _unclear(ports, heard, choice)
    here = heard.place.at("topic", page=choice.page, item=choice.item, fact=choice.fact)
    return ask(ports, here)


def _more(ports: Ports, heard: Heard, choice: Choice) -> Script:
    place = heard.place
    topic = topic_at(ports, place)
    if topic is None or place.fact >= len(facts_of(ports, topic)):
        return _unclear(ports, heard, choice)
    return ask(ports, place.again(fact=place.fact + 1, silences=0, unclear=0, slow=False))


def _right(ports: Ports, heard: Heard, _: Choice) -> Script:
    if heard.place.level == "readback":
        return given_number.confirm(ports, heard)
    return wishes.confirmed(ports, heard)


DEEDS: dict[str, Deed] = {
    "person": lambda ports, heard, _: person.ask_for_person(ports, heard),
    "interpreter": lambda ports, heard, _: person.with_interpreter(ports, heard),
    "crisis": lambda ports, heard, choice: person.crisis(ports, heard, choice.kind),
    "info": _go_to("info"),
    "insurance": _go_to("insurance"),
    "unsourced": _go_to("unsourced"),
    "who": _go_to("who"),
    "stop": _go_to("stop"),
    "back": _go_to("first"),
    "other-time": lambda ports, heard, _: ask(ports, heard.place.at("time", via=heard.place.via)),
    "topic": _topic,
    "more": _more,
    "more-topics": _more_topics,
    "language": _language,
    "again": lambda ports, heard, _: _again(ports, heard, slow=True),
    "thanks": lambda ports, heard, _: _thanks(ports, heard.place),
    "callback": lambda ports, heard, _: wishes.save(ports, heard),
    "cancel": lambda ports, heard, _: wishes.cancel(ports, heard),
    "right": _right,
    "wrong": lambda ports, heard, _: given_number.ask_number(ports, heard),
    "other-number": lambda ports, heard, _: given_number.ask_number(ports, heard),
    "digits": lambda ports, heard, _: given_number.entered(ports, heard),
    "rest": lambda ports, heard, _: given_number.rest_entered(ports, heard),
    "morning": lambda ports, heard, choice: wishes.other_time(ports, heard, choice.name),
    "afternoon": lambda ports, heard, choice: wishes.other_time(ports, heard, choice.name),
    "evening": lambda ports, heard, choice: wishes.other_time(ports, heard, choice.name),
    "message": _message,
    "stated-time": lambda ports, heard, _: wishes.stated(ports, heard),
    "voicemail": lambda ports, heard, _: wishes.voicemail(ports, heard),
    "stop-now": lambda ports, heard, _: stopping.stop(ports, heard),
}
