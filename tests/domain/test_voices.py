"""The voices that may speak for us."""

import pytest

from service.domain.facts import LANGUAGES
from service.domain.voices import DEFAULTS, eligible, voice_named, voices


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_voices_a_helpline_begins_with_are_on_the_list(language: str) -> None:
    assert DEFAULTS[language] in eligible(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_basic_and_polly_voices_are_on_the_list(language: str) -> None:
    names = eligible(language)

    assert {"man", "woman"} <= set(names)
    assert all(name.startswith("Polly.") for name in set(names) - {"man", "woman"})
    assert not any(name.endswith("-Generative") for name in names)


def test_each_voice_says_what_language_it_speaks() -> None:
    chosen = voices("Polly.Matthew", "Polly.Andres-Neural")

    assert (chosen["en"].language, chosen["es"].language) == ("en-US", "es-MX")
    assert voice_named("Polly.Lupe-Neural", "es").language == "es-US"


def test_a_basic_voice_cannot_be_asked_to_slow_down() -> None:
    assert not voice_named("man", "es").can_slow_down
    assert voice_named("Polly.Joanna", "en").can_slow_down
