"""The voices that may speak for us, and the language each one speaks.

Twilio's list of HIPAA eligible services (11 December 2024,
twilio.com/content/dam/twilio-com/global/en/other/hipaa/pdf/HIPAA-Eligible-Services.pdf) names under
Programmable Voice "Text to Speech (Basic and Amazon Polly)": no Google voice and no other. Polly's
generative voices are newer than the list and are left out until it names them. Knows no TwiML.
"""

from dataclasses import dataclass
from types import MappingProxyType

DEFAULTS = MappingProxyType({"en": "Polly.Joanna-Neural", "es": "Polly.Lupe-Neural"})
BASIC = frozenset({"man", "woman"})
_LOCALES = {"en": "en-US", "es": "es-US"}
_STANDARD = {
    "en": "Ivy Joanna Joey Justin Kendra Kimberly Matthew Salli",
    "es": "Lupe Mia Miguel Penelope",
}
_NEURAL = {
    "en": "Danielle Gregory Ivy Joanna Joey Justin Kendra Kevin Kimberly Matthew Ruth Salli "
    "Stephen",
    "es": "Andres Lupe Mia Pedro",
}
_MEXICAN = frozenset({"Andres", "Mia"})


@dataclass(frozen=True, slots=True)
class Voice:
    """`language` is what Twilio calls the voice's language; `can_slow_down`: it reads SSML."""

    name: str
    language: str
    can_slow_down: bool = True


def eligible(language: str) -> tuple[str, ...]:
    """The names of the voices on Twilio's list that speak this language."""
    standard = [f"Polly.{name}" for name in _STANDARD[language].split()]
    neural = [f"Polly.{name}-Neural" for name in _NEURAL[language].split()]
    return (*sorted([*standard, *neural]), *sorted(BASIC))


def voice_named(name: str, language: str) -> Voice:
    """The voice of this name; one that we do not know is taken to speak as people here do."""
    if name in BASIC:
        return Voice(name, language, can_slow_down=False)
    person = name.removeprefix("Polly.").partition("-")[0]
    return Voice(name, "es-MX" if person in _MEXICAN else _LOCALES[language])


def voices(en: str = DEFAULTS["en"], es: str = DEFAULTS["es"]) -> dict[str, Voice]:
    """One voice for each language."""
    return {"en": voice_named(en, "en"), "es": voice_named(es, "es")}
