"""What makes the words fit to be said: the rules `helpline check` holds every sentence to.

Judges a Wording as it was read; changes nothing. The words that are forbidden are in content_words,
what holds for any sentence is in content_lines, what holds for facts and topics in content_facts.
"""

import re
from collections.abc import Iterator

from service.domain.content_facts import fact_problems
from service.domain.content_lines import Problem, Values, prompt_problems, text_problems
from service.domain.content_words import telling_words, words_in
from service.domain.facts import LANGUAGES
from service.domain.gsm7 import not_gsm7
from service.domain.template import Template
from service.domain.wording import Lines, Wording

__all__ = ["LONGEST_VALUES", "Problem", "content_problems"]

_BOTH = {
    "name": "Northside Helpline",
    "legal_name": "Northside Community Care",
    "number": "800-915-1270",
    "first": "Christopher",
    "last_four": "1270",
    "digits": "800-915-1270",
    "days": "30",
    "position": "99",
    "section": "Introduction (under the title)",
    "topic": "where treatment takes place",
    "digit": "5",
    "code": "123456",
    "line": "the government treatment line",
    "ready": "999",
    "urgent": "99",
    "mine": "99",
}
LONGEST_VALUES: Values = {
    "en": {
        **_BOTH,
        "when": "Wednesday after 10:30 AM",
        "who": "trained staff of Northside Community Care",
        "paid": "No treatment provider pays us.",
        "what": "urgent, English, for somebody else, second try",
        "outcome": "wrong number",
    },
    "es": {
        **_BOTH,
        "when": "el miércoles desde las 10:30 AM",
        "who": "personal de Northside Community Care",
        "paid": "Ningun centro nos paga.",
        "what": "urgente, español, para otra persona, segundo intento",
        "outcome": "numero equivocado",
    },
}

# A Spanish speaker may have to wait for someone who speaks Spanish; nobody else is told so.
SPANISH_ONLY = words_in(
    "callback_saved_no_spanish callback_saved_no_spanish_plain interpreter_saved"
)
# These must go out whatever is broken, so nothing is looked up for them.
NO_VALUES = words_in(
    "crisis_self_harm_alerted crisis_self_harm crisis_self_harm_other crisis_overdose "
    "crisis_self_harm_again crisis_self_harm_other_again crisis_overdose_again "
    "crisis_violence crisis_violence_again overdose_all_right alert_unanswered_overdose "
    "not_saved not_noted"
)
# Read on a locked screen, or heard by whoever picks up.
DISCREET_TEXTS = words_in(
    "first_contact callback_saved callback_saved_closed callback_saved_zone_needed "
    "callback_saved_no_spanish callback_saved_no_spanish_plain interpreter_saved "
    "callback_already not_saved "
    "callback_saved_many callback_already_many callback_many_ask callback_came_forward "
    "time_understood callback_answer_needed later voicemail_ok number_to_confirm confirm_number "
    "text_first_ok about_to_ring missed given_up nocall nothing_to_cancel alert_taken phone_code "
    "stop_texts_only"
)
DISCREET_PROMPTS = (
    "menu_", "callback_", "specialist_", "first_silence", "wrong_person", "stop_", "closing"
)  # fmt: skip
# Ours, not counted to one segment word by word; an operator may say more in them.
MAY_TAKE_TWO = words_in(
    "start language_changed thanks abuse source source_none no_more repeat call_no_sms_number "
    "number_to_confirm later voicemail_ok text_first_ok nothing_to_cancel callback_answer_needed "
    "chat_not_here not_noted no_text_in_it"
)
NAME_LENGTH = 18
# Sent by a specialist after a talk, with what is the same for everybody.
AFTER_CALL = "after_call_"
HOUSE_VALUES = frozenset({"name", "number", "legal_name", "who", "paid", "days"})


def content_problems(wording: Wording, longest_values: Values = LONGEST_VALUES) -> list[Problem]:
    """Find everything wrong with the words at once.

    The sentences are filled with `longest_values`, but with the house's own values where it has
    them: these never change, so the texts are counted as they will be sent.
    """
    longest = as_filled(wording, longest_values)
    return [
        *_languages_differ(wording.texts, "templates/sms"),
        *_languages_differ(wording.prompts, "templates/voice"),
        *_texts(wording, longest),
        *_prompts(wording, longest),
        *fact_problems(wording, longest),
        *_house_names(longest),
    ]


def as_filled(wording: Wording, values: Values) -> Values:
    """The longest heading is whatever the facts say it is; the house's values are known."""
    sections = [fact.section for fact in wording.facts.by_n.values()]
    longest = max(sections, key=len, default="")
    return {
        language: {**values[language], "section": longest, **wording.house.get(language, {})}
        for language in LANGUAGES
    }


def _languages_differ(lines: Lines, folder: str) -> Iterator[Problem]:
    for key in sorted({key for language in LANGUAGES for key in lines[language]}):
        spoken_in = [language for language in LANGUAGES if key in lines[language]]
        if len(spoken_in) < len(LANGUAGES):
            if key not in SPANISH_ONLY:
                missing = next(iter(set(LANGUAGES) - set(spoken_in)))
                where = f"{folder}/{missing}.toml: {key}"
                yield Problem(where, "is missing", f"it is there in {spoken_in[0]}.toml")
            continue
        english, spanish = (lines[language][key].gaps for language in LANGUAGES)
        if english != spanish:
            what = f"the languages name different values: {sorted(english ^ spanish)}"
            yield Problem(f"{folder}: {key}", what, "a value goes into both or neither")


def _texts(wording: Wording, longest: Values) -> Iterator[Problem]:
    for language in LANGUAGES:
        for key, line in wording.texts[language].items():
            where = f"templates/sms/{language}.toml: {key}"
            budget = 2 if key in MAY_TAKE_TWO else 1
            yield from text_problems(where, line, language, longest[language], budget)
            if key in DISCREET_TEXTS or key.startswith(("staff_", "notice_")):
                yield from _discreet(where, line)
            if key.startswith(AFTER_CALL):
                yield from _discreet(where, line)
            if key.startswith(AFTER_CALL) and line.gaps - HOUSE_VALUES:
                yield Problem(where, "needs a value of its own", "{name}, {number} are known")
            if key in NO_VALUES and line.gaps:
                yield Problem(where, "needs a value", "it must go out whatever is broken")
            if key.startswith("crisis_") and not re.search("988|911", line.written):
                yield Problem(where, "names neither 988 nor 911", "say where help is right now")


def _prompts(wording: Wording, longest: Values) -> Iterator[Problem]:
    for language in LANGUAGES:
        for key, line in wording.prompts[language].items():
            where = f"templates/voice/{language}.toml: {key}"
            yield from prompt_problems(where, line, language, longest[language])
            if key.startswith(DISCREET_PROMPTS):
                yield from _discreet(where, line)


def _discreet(where: str, line: Template) -> Iterator[Problem]:
    for found in telling_words(line.written):
        yield Problem(where, found.what, found.hint)


def _house_names(longest: Values) -> Iterator[Problem]:
    """The names the operator set: neutral, short, and the same in every first message."""
    for setting in ("name", "legal_name"):
        for value in dict.fromkeys(longest[language][setting] for language in LANGUAGES):
            for found in telling_words(value):
                yield Problem(f"{setting} {value!r}", found.what, found.hint)
            if not_gsm7(value):
                yield Problem(f"{setting} {value!r}", "is not GSM-7", "write it without accents")
    name = longest["en"]["name"]
    if len(name) > NAME_LENGTH:
        what = f"is longer than {NAME_LENGTH} characters"
        yield Problem(f"name {name!r}", what, "give a shorter name; texts are counted with it")
