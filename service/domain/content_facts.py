"""Rules that facts, topics and their keywords keep.

A fact needs its source and a review; withdrawal never goes without caution and 988; what is not to
be sent must not be found by anybody. Does not know the other texts.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from service.domain.content_lines import Problem, Values, prompt_problems, text_problems
from service.domain.content_words import is_carrier_word, is_command
from service.domain.facts import LANGUAGES, Fact, Topic, folded
from service.domain.template import Template
from service.domain.wording import Wording

FACTS, TOPICS = "config/facts.toml", "config/topics.toml"

# Depression in withdrawal raises the risk of suicide, and the document names no crisis number.
CAREFUL_TOPICS = frozenset({"withdrawal", "detox"})
LIFELINE = re.compile(r"988|9 8 8")
CAUTION = re.compile(r"clinician|medical advice|médico|profesional", re.IGNORECASE)
KEYS_PER_MENU = 5


def fact_problems(wording: Wording, longest: Values) -> Iterator[Problem]:
    """Judge all facts and topics as they are sent and as they are read aloud."""
    for fact in wording.facts.by_n.values():
        yield from _sourced(fact, wording)
        if fact.send:
            yield from _fact_words(fact, wording, longest)
    for topic in wording.facts.topics.values():
        yield from _topic_words(topic, wording, longest)
        yield from _led_through(topic, wording)
    yield from _keywords(wording)
    yield from _menu(wording)


def _sourced(fact: Fact, wording: Wording) -> Iterator[Problem]:
    where = f"{FACTS}: fact {fact.n}"
    if not fact.section.strip():
        yield Problem(where, "has no section", "say where in the document it stands")
    if fact.reviewed is None:
        yield Problem(where, "has no review date", "add reviewed = the day it was last checked")
    if not fact.send and not fact.reason.strip():
        yield Problem(where, "is not sent, without a reason", "say why in reason")
    if not fact.send and (fact.keyword or fact.reply):
        yield Problem(where, "is not to be sent but has a keyword", "take the keyword away")
    if fact.send and not fact.reply and fact.topic not in wording.facts.topics:
        known = ", ".join(wording.facts.topics)
        yield Problem(where, f"belongs to no known topic: {fact.topic!r}", f"topics are {known}")


def _fact_words(fact: Fact, wording: Wording, longest: Values) -> Iterator[Problem]:
    for language in LANGUAGES:
        where = f"{FACTS}: fact {fact.n}, {language}"
        if not fact.keyword.get(language, "").strip():
            yield Problem(where, "has no keyword", "one word people can text for it")
        if not fact.sms.get(language, "").strip():
            yield Problem(where, "has no text", "write it in this language too")
            continue
        text = f"{fact.sms[language]} {wording.after(fact, language)}".rstrip()
        speech = f"{fact.voice.get(language) or fact.sms[language]} "
        speech = (speech + wording.after_voice(fact, language)).rstrip()
        yield from _both_ways(where, text, speech, language, longest, _safe(wording, language))
        if fact.topic in CAREFUL_TOPICS:
            yield from _careful(where, text, speech)


def _topic_words(topic: Topic, wording: Wording, longest: Values) -> Iterator[Problem]:
    for language in LANGUAGES:
        where = f"{TOPICS}: {topic.name}, {language}"
        for part in ("keyword", "spoken", "reply", "voice", "after"):
            if not getattr(topic, part).get(language, "").strip():
                yield Problem(where, f"has no {part}", "write it in this language too")
        text, speech = topic.reply.get(language, ""), topic.voice.get(language, "")
        yield from text_problems(where, Template(text), language, longest[language], budget=1)
        yield from _both_ways(where, text, speech, language, longest, _safe(wording, language))
        if topic.name in CAREFUL_TOPICS:
            yield from _careful(where, text, speech)


def _both_ways(
    where: str, text: str, speech: str, language: str, longest: Values, safe: str
) -> Iterator[Problem]:
    """Judge a reply as a text, with what safe mode adds to it, and as it is read aloud."""
    whole = Template(f"{text} {safe}".rstrip())
    yield from text_problems(where, whole, language, longest[language], budget=2)
    yield from prompt_problems(f"{where}, voice", Template(speech), language, longest[language])


def _safe(wording: Wording, language: str) -> str:
    suffix = wording.texts[language].get("safe_mode_suffix")
    return suffix.written if suffix else ""


def _careful(where: str, text: str, speech: str) -> Iterator[Problem]:
    for words, way in ((text, "text"), (speech, "voice")):
        if not LIFELINE.search(words):
            yield Problem(where, f"has no 988 in its {way}", "add it: withdrawal can be despair")
        if not CAUTION.search(words):
            yield Problem(where, f"has no caution in its {way}", "send people to a clinician first")


def _led_through(topic: Topic, wording: Wording) -> Iterator[Problem]:
    """What MORE leads to must be there, and be allowed."""
    where = f"{TOPICS}: {topic.name}"
    if topic.source not in wording.facts.by_n:
        yield Problem(where, f"cites fact {topic.source}, which is not there", "mend source")
    for n in topic.more:
        fact = wording.facts.by_n.get(n)
        if fact is None:
            yield Problem(where, f"leads to fact {n}, which is not there", "take it out of more")
        elif not fact.send:
            yield Problem(where, f"leads to fact {n}, not to be sent", "take it out of more")
    said = [folded(words) for words in (*topic.reply.values(), *topic.voice.values())]
    for fact in wording.facts.by_n.values():
        forbidden = [] if fact.send else [folded(words).rstrip(".") for words in fact.sms.values()]
        if any(words and words in reply for words in forbidden for reply in said):
            yield Problem(where, f"says fact {fact.n}, not to be sent", "leave that sentence out")


def _keywords(wording: Wording) -> Iterator[Problem]:
    holders: dict[tuple[str, str], list[Fact | Topic]] = defaultdict(list)
    findable: list[Fact | Topic] = [f for f in wording.facts.by_n.values() if f.send]
    for thing in [*findable, *wording.facts.topics.values()]:
        for language, word in thing.keyword.items():
            yield from _keyword(thing, word)
            holders[(language, folded(word))].append(thing)
    for (language, word), things in holders.items():
        if len(things) > 1 and not _same_subject(things):
            names = " and ".join(_where(thing) for thing in things)
            what = f"the keyword {word.upper()!r} is there twice in {language}"
            yield Problem(names, what, "each keyword may bring one thing")


def _keyword(thing: Fact | Topic, word: str) -> Iterator[Problem]:
    if is_carrier_word(word):
        what = f"the keyword {word!r} is a carrier word"
        yield Problem(_where(thing), what, "carriers act on it before we do: choose another")
    elif is_command(word) and not (isinstance(thing, Fact) and thing.reply):
        what = f"the keyword {word!r} is a command"
        yield Problem(_where(thing), what, "choose another, or name the command in reply")


def _same_subject(things: list[Fact | Topic]) -> bool:
    """A topic may share the word of one of its own facts: the topic answers."""
    topics = [thing for thing in things if isinstance(thing, Topic)]
    facts = [thing for thing in things if isinstance(thing, Fact)]
    return len(topics) == len(facts) == 1 and facts[0].topic == topics[0].name


def _where(thing: Fact | Topic) -> str:
    return f"{FACTS}: fact {thing.n}" if isinstance(thing, Fact) else f"{TOPICS}: {thing.name}"


def _menu(wording: Wording) -> Iterator[Problem]:
    listed = [name for page in wording.facts.voice_menu for name in page]
    for name in listed:
        if name not in wording.facts.topics:
            yield Problem(f"{TOPICS}: voice_menu", f"no topic {name!r}", "take it out, or write it")
    for name in wording.facts.topics:
        if name not in listed:
            yield Problem(f"{TOPICS}: {name}", "no key leads to it", "add it to voice_menu")
    for page in wording.facts.voice_menu:
        if len(page) > KEYS_PER_MENU:
            what = f"a list of {len(page)}"
            yield Problem(f"{TOPICS}: voice_menu", what, "at most five: 6 leads to the next list")
