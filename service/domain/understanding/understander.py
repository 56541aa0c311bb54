"""From a text to what is meant, in the order of R28.

A crisis before all, then opting out, in, or asking for help, then everything else.
Knows rules and phrases only as values it was given; reads no file and no clock.
"""

from collections.abc import Iterable
from dataclasses import replace
from operator import attrgetter

from service.domain.changed_time import asks_for_another_time
from service.domain.understanding.answers import (
    has_local_number,
    phone_number,
    zip_code,
)
from service.domain.understanding.by_phrases import CrisisPhrases, understood_as
from service.domain.understanding.by_signs import NOTHING_MATCHED, STORY, BySigns
from service.domain.understanding.language import ENGLISH, LANGUAGES, SPANISH
from service.domain.understanding.phrase_book import PhraseBook
from service.domain.understanding.phrases import Text
from service.domain.understanding.result import (
    AUTOMATIC,
    CRISIS_INTENTS,
    LANGUAGE,
    Understanding,
)
from service.domain.understanding.rules import Found
from service.domain.understanding.sentence_alone import SentenceAlone
from service.domain.understanding.sentences import Sentences
from service.domain.understanding.spelling import Reading
from service.domain.understanding.whole import Whole, without_name

CARRIER_INTENTS = ("stop", "start")
NUMBER_COUNTS_MORE = ("callback", "answer", "human", "unknown")  # than what is wished for
NOT_IN_SOURCE = "not-in-source"
ASKS_FOR_A_PERSON = ("callback", "human")
_WISHES_BESIDE = {
    STORY: ("callback", "human"),
    "family": ("callback", "human"),
    "insurance": ("callback",),
    "who": ("callback",),
    "fact": ("callback",),
    NOT_IN_SOURCE: ("callback", "human"),
    "language": ASKS_FOR_A_PERSON,
}
SHORT_ANSWERS = ("answer:yes", "answer:number", "thanks", "unknown")
CANCEL = "callback:cancel"
# What somebody tells, or asks us in vain, who may ask for a person besides.
BESIDE_BY_REFINED = frozenset({STORY, "family", NOT_IN_SOURCE})
A_REACTION = "a reaction to an earlier text"


class Understander:
    def __init__(self, book: PhraseBook) -> None:
        self.book = book
        self._by_signs = BySigns(book.signs, book.people)
        self._crises = CrisisPhrases(book)
        self._sentences = Sentences(book)
        self._alone = SentenceAlone(book, self._crises)

    def understand(
        self, text: str, channel: str = "sms", *, known_language: str | None = None
    ) -> Understanding:
        understood = self._understood(text, channel, known_language)
        if understood.intent in SHORT_ANSWERS and known_language and len(text.split()) == 1:
            # "si", "ok", "x" or "material" is the same word to many, whatever they speak.
            return replace(understood, language=known_language)
        return understood

    def is_plainly_in(self, text: str, language: str) -> bool:
        """Whether somebody writes in this language, and does not only borrow a word of it."""
        whole = self.book.whole.as_typed(text)
        if whole and whole.language:
            says_little = whole.intent in (*SHORT_ANSWERS, *CARRIER_INTENTS)
            return whole.language == language and not says_little and len(text.split()) > 1
        return self.book.speller.is_plainly_in(text, language)

    def _understood(self, text: str, channel: str, known_language: str | None) -> Understanding:
        known = self.book.whole.as_typed(text) or self._above_a_name(text)
        if known is None:
            return self._read(text, channel, known_language)
        language = known_language or ENGLISH
        if known.intent in CARRIER_INTENTS or _is_borrowed(known, text, known_language):
            # A carrier's word, or one of our own keywords, tells nothing of the language.
            known = known._replace(language=known_language or known.language)
        return _fit(self._whole(known, language), channel)

    def _above_a_name(self, text: str) -> Whole | None:
        """ "STOP", and under it the name that some phones set beneath every text."""
        keyword, name = without_name(text)
        if all(map(self.book.speller.knows, name)):
            return None
        return self.book.whole.as_typed(keyword)

    def _read(self, text: str, channel: str, known_language: str | None) -> Understanding:
        book = self.book
        reading = book.speller.read(text, channel, known_language)
        if not reading.words:
            return Understanding("unknown", reading.language, "no words in it")
        if reading.is_reaction:
            return Understanding("unknown", reading.language, A_REACTION)
        whole = book.whole.as_words(reading.words)
        if whole:
            return _fit(self._whole(whole, reading.language), channel)
        return self._by_rules(reading, written=text if channel == "sms" else "")

    def _whole(self, whole: Whole, language: str) -> Understanding:
        language = whole.language or (language if language in LANGUAGES else ENGLISH)
        intent, words = whole.intent, whole.phrase.split()
        is_crisis = intent in CRISIS_INTENTS
        about_other = is_crisis and self.book.people.about_other(intent, words, 0, len(words))
        return Understanding(
            intent, language, whole.reason, about_other, whole.detail, whole.refined
        )

    def _by_rules(self, reading: Reading, *, written: str) -> Understanding:
        book = self.book
        text = Text(reading.words)
        seen = book.figures.blot_out(text)
        crisis, doubt = self._crises.find(reading.words, seen, reading.language)
        if crisis and not doubt:
            return crisis
        ours = book.elsewhere.blot_out(text)
        opt_out = book.opt_out.best(ours)
        understood = (
            _or_moved(understood_as(opt_out, ours.words, reading.language), reading)
            if opt_out
            else self._wish_or_answer(reading, text)
        )
        understood = understood or Understanding("unknown", reading.language, NOTHING_MATCHED)
        decided = self._timed(self._by_signs.decide(text, seen, ours, understood), reading)
        decided = self._sentences.opt_out(written, ours, decided) or decided
        if crisis and decided.intent in CARRIER_INTENTS:
            return crisis  # of the two it is the one that must not be missed
        alone = self._crisis_alone(decided, written, reading)
        if alone:
            return alone
        return replace(decided, matched=f"{decided.matched}; {doubt.reason}") if doubt else decided

    def _crisis_alone(
        self, decided: Understanding, written: str, reading: Reading
    ) -> Understanding | None:
        """A sentence that is a crisis by itself; not beside an opt-out ("I gave no permission to
        text me. End it."), which is one of the whole text, nor in a robot's reply."""
        if decided.is_crisis or decided.intent in CARRIER_INTENTS or decided.refined == AUTOMATIC:
            return None
        return self._alone.crisis(written, reading.language)

    def _wish_or_answer(self, reading: Reading, text: Text) -> Understanding | None:
        """A ZIP code or a time is an answer; a number only where nothing else is asked for."""
        zip_found = zip_code(reading.folded)
        if zip_found:
            return Understanding("answer:zip", reading.language, "a ZIP code", detail=zip_found)
        number = phone_number(reading.folded)
        if not number and (time := self._time(reading)):
            return time
        seen = list(self.book.others.find_all(text))
        found = max(seen, key=attrgetter("rank"), default=None)
        if number and _counts_less(found):
            return Understanding("answer:number", reading.language, "a phone number", detail=number)
        if found is None:
            return self._by_its_shape(reading)
        asked = _asked_besides(found, seen)
        understood = _or_moved(understood_as(asked, text.words, reading.language), reading)
        return replace(understood, wished=_language_wished(asked, seen))

    def _by_its_shape(self, reading: Reading) -> Understanding | None:
        if has_local_number(reading.folded):
            why = "a phone number without its area code"
            return Understanding("answer:number", reading.language, why)
        if self.book.times.follow_a_call(reading.words):
            why = "asks to be called, at a time or place"
            return Understanding("callback", reading.language, why, detail=_said(reading))
        return None

    def _time(self, reading: Reading) -> Understanding | None:
        if not self.book.times.are_all(reading.words):
            return None
        why = "a time of day"
        return Understanding(
            "answer:number", reading.language, why, detail=_said(reading), refined="when"
        )

    def _timed(self, understood: Understanding, reading: Reading) -> Understanding:
        """A call asked for at a time is asked for then."""
        is_call = understood.intent == "callback" and not understood.refined
        if not (is_call and self.book.times.are_named(reading.words)):
            return understood
        return replace(understood, refined="when", detail=_said(reading))


def _asked_besides(found: Found, seen: Iterable[Found]) -> Found:
    """Who tells a story and asks for a person asks for a person; who asks what it costs and to
    be called is called: a request must not be lost beside a question."""
    kind, refined = found.rule.intent.partition(":")[0], found.rule.refined
    asked = _WISHES_BESIDE.get(refined if refined in BESIDE_BY_REFINED else kind, ())
    wishes = (
        other
        for other in seen
        if other.rule.intent in asked
        and other.rule.refined in ("", "when")
        # "A medicine to help me quit" asks for one thing.
        and (refined != NOT_IN_SOURCE or found.is_apart_from(other))
    )
    return next(wishes, found)


def _language_wished(asked: Found, seen: Iterable[Found]) -> str:
    """The language in which somebody asks to be called; "" for none."""
    if asked.rule.intent not in ASKS_FOR_A_PERSON:
        return ""
    intents = (found.rule.intent for found in seen)
    wished = (each for each in intents if each.startswith(LANGUAGE))
    return next(wished, "").removeprefix(LANGUAGE)


def _counts_less(found: Found | None) -> bool:
    """Whether it is a phone number beside which nothing else counts."""
    if found is None:
        return True
    rule = found.rule
    return rule.intent.startswith(NUMBER_COUNTS_MORE) and rule.refined != AUTOMATIC


def _is_borrowed(known: Whole, text: str, known_language: str | None) -> bool:
    """One English word from somebody who wrote Spanish: "CALL", as it stands on a poster."""
    one_word = known.language == ENGLISH and len(text.split()) == 1
    return one_word and known_language == SPANISH and not known.intent.startswith("language")


def _or_moved(understood: Understanding, reading: Reading) -> Understanding:
    """Who takes a call back at one time and asks for it at another keeps it."""
    takes_back = understood.intent == CANCEL or understood.refined == "about-call"
    if not (takes_back and asks_for_another_time(reading.folded)):
        return understood
    why, said = "takes a call back, and asks for it at another time", _said(reading)
    return replace(understood, intent="callback", matched=why, refined="when", detail=said)


def _said(reading: Reading) -> str:
    """What was said, for whoever reads a time out of it."""
    return " ".join(reading.folded.split())


def _fit(understood: Understanding, channel: str) -> Understanding:
    """Spoken, "yes" answers a question; only texted it is a carrier's word for opting in."""
    if channel == "voice" and understood.intent == "start" and understood.detail == "YES":
        return replace(understood, intent="answer:yes", detail="")
    return understood
