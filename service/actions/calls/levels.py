"""The levels of the menu as they are spoken: for each place, what is said and what is listened for.

Pure but for the hour at which people answer again, which needs the store's clock and switch.
"""

from collections.abc import Callable
from dataclasses import replace

from service.actions.calls.place import Place
from service.actions.calls.script import Ask, HangUp, RingNumber, Say, Script
from service.actions.calls.times import Shut, shut_now
from service.actions.ports import Ports
from service.domain.facts import Topic
from service.domain.voicemail import VoicemailOffer

CRISIS_EVERY_S = 20
NUMBER_DIGITS = 10
MESSAGES_AT = frozenset({"first", "nobody", "saved", "number"})
FORWARDED = "/voice/forwarded"
# How long another phone may ring: less than most voicemails take.
FORWARD_RING_S = 25
WHILE_SHUT = frozenset({"first", "nobody"})
UNTOLD = Shut(when="")


def ask(ports: Ports, place: Place, *first: Say, shut: Shut | None = None) -> Script:
    """Say the level's words, after `first`, and listen. `shut` spares asking the store."""
    if place.level in WHILE_SHUT and not place.open:
        shut = shut or shut_now(ports, place)
        if shut.forward_to and not place.forwarded:
            return _forward(ports, place, first, shut)
    said = (*first, *LEVEL_WORDS[place.level](ports, place, shut or UNTOLD))
    return (listen(ports, place, *said),)


def _forward(ports: Ports, place: Place, first: tuple[Say, ...], shut: Shut) -> Script:
    """Lead the caller to another phone; a key pressed before that is answered as ever."""
    begin = _shut_beginning(ports, place, shut) if place.level == "first" else ()
    says = (*first, *begin, say(ports, place, "forward_stay"))
    keys = listen(ports, place, *says)
    ring = RingNumber(
        number=shut.forward_to,
        seconds=min(FORWARD_RING_S, int(ports.policy.call_ceiling.total_seconds())),
        then=place.path(FORWARDED),
        shown=ports.policy.number,
    )
    return (replace(keys, or_go_on=True), ring)


def listen(ports: Ports, place: Place, *says: Say) -> Ask:
    """Listen at this level, saying these words instead of the level's own."""
    return Ask(
        says=says,
        then=place.path(),
        language=place.language,
        digits=NUMBER_DIGITS if place.level == "number" else 1,
        silence_s=CRISIS_EVERY_S if place.level == "crisis" else 10,
        hints=ports.wording.say("speech_hints", place.language),
    )


def say(ports: Ports, place: Place, name: str, /, **values: object) -> Say:
    """One sentence in the caller's language."""
    words = ports.wording.say(name, place.language, **values)
    return Say(words, place.language, place.slow, name)


def farewell(ports: Ports, place: Place, *first: Say) -> Script:
    """These words, the closing line, and the end of the call; in a crisis 911 and 988 again, as
    nobody is hung up on then (R29)."""
    if place.in_crisis:
        return ask(ports, place.at("crisis", open=False), *first)
    return (*first, say(ports, place, "closing"), HangUp())


def other_language(ports: Ports, place: Place) -> Say:
    """The line for the other language, in that language's own voice."""
    words = ports.wording.say("menu_other_language", place.other)
    return Say(words, place.other, place.slow, "menu_other_language")


def in_both(ports: Ports, place: Place, key: str) -> tuple[Say, ...]:
    """A sentence in the caller's language, and in the other too while theirs is unknown."""
    mine = say(ports, place, key)
    if place.known:
        return (mine,)
    return (mine, Say(ports.wording.say(key, place.other), place.other, place.slow, key))


def crisis_in_both(ports: Ports, place: Place) -> Script:
    """911 and 988, in the other language too while the caller's is unknown."""
    says = _crisis(ports, place, UNTOLD)
    if not place.known:
        says = (*says, *_crisis(ports, replace(place, language=place.other), UNTOLD))
    return (listen(ports, place, *says),)


def may_leave_message(ports: Ports, place: Place) -> bool:
    """Whether a message may be left here: never where somebody could answer, nor in a crisis."""
    offered = ports.policy.voicemail
    if offered is VoicemailOffer.OFF or place.level not in MESSAGES_AT:
        return False
    waited = offered is VoicemailOffer.UNANSWERED and place.level in ("saved", "number")
    return waited or not place.open


def message_offer(ports: Ports, place: Place) -> tuple[Say, ...]:
    """The line that offers it, none where it may not be left."""
    if not may_leave_message(ports, place):
        return ()
    key = "voicemail_offer_number" if place.level == "number" else "voicemail_offer"
    return (say(ports, place, key),)


def _first(ports: Ports, place: Place, shut: Shut) -> tuple[Say, ...]:
    if place.open:
        after = say(ports, place, "menu_open_after")
        return (say(ports, place, "menu_open_before"), other_language(ports, place), after)
    if shut.when:
        after = say(ports, place, "menu_closed_after", when=shut.when)
    else:
        after = say(ports, place, "menu_closed_after_no_time")
    return (*_shut_beginning(ports, place, shut), after, *message_offer(ports, place))


def _shut_beginning(ports: Ports, place: Place, shut: Shut) -> tuple[Say, ...]:
    begin = (say(ports, place, "menu_closed_before"), other_language(ports, place))
    return (*begin, Say(shut.said, place.language, place.slow)) if shut.said else begin


def _nobody(ports: Ports, place: Place, shut: Shut) -> tuple[Say, ...]:
    if not shut.when:
        nobody = say(ports, place, "nobody_here_no_time")
    else:
        nobody = say(ports, place, "nobody_here", when=shut.when)
    return (nobody, *message_offer(ports, place))


def _crisis(ports: Ports, place: Place, _: Shut) -> tuple[Say, ...]:
    nobody = say(ports, place, "crisis_nobody")
    if not ports.policy.crisis_transfer_number:
        return (nobody,)
    return (nobody, say(ports, place, "crisis_transfer"))


def _insurance(ports: Ports, place: Place, _: Shut) -> tuple[Say, ...]:
    return (say(ports, place, "insurance"), _offers_a_person(ports, place))


def _unsourced(ports: Ports, place: Place, _: Shut) -> tuple[Say, ...]:
    """To who asks for a medicine, a dose, a danger: we have none of it, and somebody to ask."""
    return (say(ports, place, "not_in_source"), _offers_a_person(ports, place))


def _offers_a_person(ports: Ports, place: Place) -> Say:
    return say(ports, place, "insurance_choices" if place.open else "insurance_choices_closed")


def _info(ports: Ports, place: Place, _: Shut) -> tuple[Say, ...]:
    items = [
        say(ports, place, "info_item", topic=topic.spoken[place.language], digit=digit)
        for digit, topic in enumerate(topics_on(ports, place.page), start=1)
    ]
    more = "info_first" if place.page else "info_more"
    return (*items, say(ports, place, more), say(ports, place, "info_end"))


def _topic(ports: Ports, place: Place, _: Shut) -> tuple[Say, ...]:
    language, wording = place.language, ports.wording
    topic = topic_at(ports, place)
    if topic is None:
        return _info(ports, place, UNTOLD)
    facts = facts_of(ports, topic)
    heard = min(place.fact, len(facts))
    if heard:
        words, key = wording.fact_voice(facts[heard - 1], language), f"fact_{facts[heard - 1]}"
    else:
        words, key = wording.topic_voice(topic.name, language), f"topic_{topic.name}"
    after = "after_fact" if heard < len(facts) else "after_last_fact"
    return (Say(words, language, place.slow, key), say(ports, place, after))


def topics_on(ports: Ports, page: int) -> list[Topic]:
    """The topics on one page of the recorded menu; a page there is not is the first."""
    pages = ports.wording.facts.voice_menu
    return [ports.wording.topic(name) for name in pages[page if page < len(pages) else 0]]


def topic_at(ports: Ports, place: Place) -> Topic | None:
    """The topic that is being heard, None where there is none."""
    topics = topics_on(ports, place.page)
    return topics[place.item - 1] if 0 < place.item <= len(topics) else None


def facts_of(ports: Ports, topic: Topic) -> list[int]:
    """The facts of a topic that may be said, in order."""
    return [n for n in topic.more if ports.wording.fact(n).send]


def _number(ports: Ports, place: Place, _: Shut) -> tuple[Say, ...]:
    return (say(ports, place, "enter_number"), *message_offer(ports, place))


def _interpreter(ports: Ports, place: Place, _: Shut) -> tuple[Say, ...]:
    keys = ("no_speaker", "interpreter_offer", "first_silence_closed")
    return tuple(say(ports, place, key) for key in keys)


def _simple(key: str) -> Callable[[Ports, Place, Shut], tuple[Say, ...]]:
    return lambda ports, place, _: (say(ports, place, key),)


def _nothing(_: Ports, __: Place, ___: Shut) -> tuple[Say, ...]:
    return ()


LEVEL_WORDS: dict[str, Callable[[Ports, Place, Shut], tuple[Say, ...]]] = {
    "first": _first,
    "nobody": _nobody,
    "crisis": _crisis,
    "insurance": _insurance,
    "unsourced": _unsourced,
    "info": _info,
    "topic": _topic,
    "who": _simple("who_answers"),
    "stop": _simple("stop_confirm"),
    "interpreter": _interpreter,
    "number": _number,
    "rest": _simple("number_rest"),
    "time": _simple("ask_time"),
    "alone": _simple("alone_in_room"),
    # These say what is stored; whoever leads there says it first.
    "saved": _nothing,
    "readback": _nothing,
    "blocked": _nothing,
}
