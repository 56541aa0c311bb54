"""Words that must not be in what the helpline says, and words that must not be keywords.

Lists, each with where it comes from, and what is searched for them. Does not know the sentences.
"""

import re
from dataclasses import dataclass

from service.domain.facts import folded


def words_in(listed: str) -> frozenset[str]:
    """Read a list of words written with spaces between them."""
    return frozenset(listed.split())


# Twilio's default opt-out, opt-in and help words, and the Spanish ones carriers or we act on.
CARRIER_WORDS = words_in(
    "stop stopall unsubscribe end quit cancel revoke optout start yes unstop help info "
    "alto parar pare basta detener cancelar terminar fin salir ayuda iniciar empezar si"
)
# Commands of our own, which a fact's keyword would shadow.
COMMANDS = words_in(
    "menu call chat nocall who privacy erase more source later voicemail ok english espanol "
    "llamar nollamar quien privacidad borrar mas fuente luego recado antes "
    "insurance seguro"
)
# STOP, START and HELP may be asked for, for what they mean; AYUDA is also the word for 988.
NEVER_ASKED_FOR = re.compile(
    r"\b(STOPALL|UNSUBSCRIBE|END|QUIT|CANCEL|REVOKE|OPTOUT|YES|UNSTOP|INFO"
    r"|ALTO|PARAR|CANCELAR|SALIR|FIN)\b"
)
SHORTENERS = re.compile(
    r"\b(bit\.ly|tinyurl\.com|goo\.gl|t\.co|ow\.ly|is\.gd|buff\.ly|rb\.gy|cutt\.ly|shorturl\.at"
    r"|rebrand\.ly|tiny\.cc|lnkd\.in|t\.ly|s\.id|bl\.ink|v\.gd|qr\.ae|adf\.ly)\b",
    re.IGNORECASE,
)
# Carriers filter them, and they read as promotion.
SLANG = re.compile(
    r"\b(special k|super k|vitamin k|kit ?kat|ket|keta|k-?hole|cat valium|tuci|tusi|get high"
    r"|snort\w*|inject\w*|bumps?|\d+ ?(mg|milligrams?|miligramos?)|buy|comprar|esnifar)\b",
    re.IGNORECASE,
)
# Safe messaging, and person-first wording. The Spanish word for suicide closes conversations.
HARMFUL = {
    "en": re.compile(
        r"\b(commit(s|ted|ting)? suicide|kill (your|him|her)self|addicts?|junk(y|ie)s?"
        r"|(drug|substance) abuse\w*)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(r"\b(suicid\w*|matarse|adict[oa]s?|drogadict\w*|yonquis?)\b", re.IGNORECASE),
}
# Where someone else may be reading or listening.
TELLING = re.compile(
    r"(ketamin|addict|adicci|adict|drug|droga|treatment|tratamiento|detox|desintoxic|rehab"
    r"|recovery|recuperaci|overdos|sobredosis|withdrawal|abstinencia|substance|sustancia)",
    re.IGNORECASE,
)
OTHER_NUMBER = re.compile(r"(?<!\d)(?:1[-. ])?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}(?!\d)")
KNOWN_NUMBERS = frozenset({"1-800-662-4357", "1-800-222-1222"})
# "1 800" is what everybody says.
RUN_TOGETHER = re.compile(r"(?!800)\d{3}")
KINDER = "name the person first; ask about wanting to die or to hurt oneself"


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Something found in a sentence that must not be there, and what to do about it."""

    what: str
    hint: str


def forbidden_in(text: str, language: str) -> list[Forbidden]:
    """Find what no text and no prompt may say."""
    found = [
        Forbidden(
            f"names a public link shortener: {m}", "give the full address; carriers filter it"
        )
        for m in _all(SHORTENERS, text)
    ]
    found += [
        Forbidden(f"drug slang, dosing or selling: {m!r}", "use the plain word; carriers filter it")
        for m in _all(SLANG, text)
    ]
    found += [
        Forbidden(f"a word that hurts or closes a conversation: {m!r}", KINDER)
        for m in _all(HARMFUL[language], text)
    ]
    found += [
        Forbidden(f"a telephone number of its own: {m}", "write {number}: the number is a setting")
        for m in _all(OTHER_NUMBER, text)
        if m not in KNOWN_NUMBERS
    ]
    return found


def asked_for_carrier_words(text: str) -> list[Forbidden]:
    """Find carrier words that a text asks people to send."""
    return [
        Forbidden(f"asks for {m}, which carriers act on", "ask for OK, a digit or NOCALL instead")
        for m in _all(NEVER_ASKED_FOR, text)
    ]


def telling_words(text: str) -> list[Forbidden]:
    """Find words that tell a bystander what the message is about."""
    return [
        Forbidden(f"says {m!r} where a bystander may read or hear it", "say it without the subject")
        for m in _all(TELLING, text)
    ]


def unspeakable(text: str) -> list[Forbidden]:
    """Find what a synthetic voice reads wrongly."""
    return [
        Forbidden(f"{m} would be read as one number", f'write it "{" ".join(m)}"')
        for m in _all(RUN_TOGETHER, text)
    ]


def is_carrier_word(keyword: str) -> bool:
    """True for a word that carriers act on, however it is spaced: "OPT OUT" is "OPTOUT"."""
    return re.sub(r"[\W_]", "", folded(keyword)) in CARRIER_WORDS


def is_command(keyword: str) -> bool:
    """True for a word that already has an answer of its own."""
    return folded(keyword) in COMMANDS


def _all(pattern: re.Pattern[str], text: str) -> list[str]:
    return list(dict.fromkeys(match.group(0) for match in pattern.finditer(text)))
