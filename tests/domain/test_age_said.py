"""Whether somebody said that they are under 18: only plain words count."""

import pytest

from service.domain.age_said import says_under_18


@pytest.mark.parametrize(
    "text",
    [
        "I'm 15",
        "im 16 years old and scared",
        "i am 17 y/o, CALL",
        "I’m only 14.",
        "I am a minor",
        "im under 18",
        "tengo 15 años",
        "tengo 16 anos y quiero hablar",
        "Soy menor de edad",
    ],
)
def test_somebody_under_18_says_so(text: str) -> None:
    assert says_under_18(text)


@pytest.mark.parametrize(
    "text",
    [
        "I'm 18",
        "i am 34 years old",
        "im 10 days clean",
        "I'm 15 minutes away",
        "i am 12 years sober",
        "my son is 15",
        "my daughter says she is 16",
        "I'm 5",
        "im 17% sure",
        "tengo 15 minutos",
        "tengo 40 años",
        "CALL",
        "",
    ],
)
def test_other_numbers_are_no_age_of_theirs(text: str) -> None:
    assert not says_under_18(text)
