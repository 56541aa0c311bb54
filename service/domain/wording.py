"""All the words the helpline says, by key and language.

Knows how to fill a sentence for a text or for a call. Does not know when which one is said, nor
where the words are kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from service.domain.facts import Fact, Facts, Topic, Words
from service.domain.gsm7 import to_gsm7
from service.domain.spoken import digit_by_digit
from service.domain.template import MissingValue, Template, UnknownWords, WordsError

__all__ = ["MissingValue", "UnknownWords", "Wording", "WordsError"]

Lines = Mapping[str, Mapping[str, Template]]
"""language → key → sentence"""

SPOKEN_BY_DIGIT = frozenset({"number", "last_four", "digits"})


@dataclass(frozen=True)
class Wording:
    """The words of one helpline; read once at start."""

    texts: Lines
    prompts: Lines
    facts: Facts
    house: Mapping[str, Words] = field(default_factory=dict)
    """language → values the same for everyone: name, number, legal_name, who, paid, days"""

    def with_house(self, en: Words, es: Words) -> "Wording":
        """Give the values that never change while the service runs; a sentence takes its own."""
        return replace(self, house={"en": dict(en), "es": dict(es)})

    def sms(self, key: str, language: str, **values: object) -> str:
        """Fill a text message; values are written in GSM-7.

        Raises UnknownWords for a key that is not there, MissingValue for a value too few or many.
        """
        return self._text(_line(self.texts, key, language), language, values)

    def say(self, key: str, language: str, /, **values: object) -> str:
        """Fill a sentence to be spoken; telephone numbers come out digit by digit."""
        return self._speech(_line(self.prompts, key, language), language, values)

    def fact(self, n: int) -> Fact:
        """Find a fact by its number, also one that is not sent."""
        if n not in self.facts.by_n:
            raise UnknownWords(f"there is no fact {n}")
        return self.facts.by_n[n]

    def topic(self, name: str) -> Topic:
        """Find a topic by its name, such as "withdrawal"."""
        if name not in self.facts.topics:
            raise UnknownWords(f"there is no topic {name!r}")
        return self.facts.topics[name]

    def fact_sms(self, n: int, language: str, **values: object) -> str:
        """Give a fact as the whole text message, with the caution its topic asks for."""
        fact = self._sendable(n)
        return self._text(_joined(fact.sms[language], self.after(fact, language)), language, values)

    def fact_voice(self, n: int, language: str, **values: object) -> str:
        """Give a fact as it is read aloud, with the caution its topic asks for."""
        fact = self._sendable(n)
        words = fact.voice.get(language) or fact.sms[language]
        return self._speech(_joined(words, self.after_voice(fact, language)), language, values)

    def topic_sms(self, name: str, language: str, **values: object) -> str:
        """Give a topic's whole reply as a text message."""
        return self._text(Template(self.topic(name).reply[language]), language, values)

    def topic_voice(self, name: str, language: str, **values: object) -> str:
        """Give a topic's whole reply as it is read aloud."""
        return self._speech(Template(self.topic(name).voice[language]), language, values)

    def after(self, fact: Fact, language: str) -> str:
        """Give what follows a fact in a text: its own words, or else its topic's."""
        if language in fact.after:
            return fact.after[language]
        topic = self.facts.topics.get(fact.topic)
        return topic.after.get(language, "") if topic else ""

    def after_voice(self, fact: Fact, language: str) -> str:
        """Give what follows a fact read aloud: its own words, or else its topic's."""
        if language in fact.after_voice:
            return fact.after_voice[language]
        topic = self.facts.topics.get(fact.topic)
        return topic.after_voice.get(language, "") if topic else ""

    def has_text(self, said: str) -> bool:
        """Whether these words are one of our texts, whole, whatever its gaps are filled with."""
        return any(line.reads_as(said) for line in self._every_text)

    @cached_property
    def _every_text(self) -> Sequence[Template]:
        lines = [line for of_one in self.texts.values() for line in of_one.values()]
        for topic in self.facts.topics.values():
            lines += map(Template, topic.reply.values())
        for fact in self.facts.by_n.values():
            lines += [_joined(words, self.after(fact, each)) for each, words in fact.sms.items()]
        return lines

    def _sendable(self, n: int) -> Fact:
        fact = self.fact(n)
        if not fact.send:
            raise UnknownWords(f"fact {n} is not sent: {fact.reason}")
        return fact

    def _text(self, line: Template, language: str, given: Mapping[str, object]) -> str:
        values = self._values(line, language, given)
        return line.fill({name: to_gsm7(value) for name, value in values.items()})

    def _speech(self, line: Template, language: str, given: Mapping[str, object]) -> str:
        values = self._values(line, language, given)
        return line.fill({name: _spoken(name, value) for name, value in values.items()})

    def _values(self, line: Template, language: str, given: Mapping[str, object]) -> dict[str, str]:
        line.refuse_surplus(frozenset(given))
        standing = self.house.get(language, {})
        needed = {name: standing[name] for name in line.gaps & standing.keys()}
        return needed | {name: str(value) for name, value in given.items()}


def _line(lines: Lines, key: str, language: str) -> Template:
    try:
        return lines[language][key]
    except KeyError:
        raise UnknownWords(f"no words {key!r} in {language!r}") from None


def _joined(words: str, after: str) -> Template:
    return Template(f"{words} {after}" if after else words)


def _spoken(name: str, value: str) -> str:
    return digit_by_digit(value) if name in SPOKEN_BY_DIGIT else value
