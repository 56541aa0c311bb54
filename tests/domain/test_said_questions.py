"""Questions about a saved call that name nothing themselves."""

import pytest

from service.domain.said_questions import asks_about_voicemail, asks_when, tells_no_zip


@pytest.mark.parametrize(
    "words",
    """when | When? | what time | ok what time? | at what time please | how soon | how long
    | when is it | cuando | ¿a qué hora? | y a que hora por favor | que dia""".split("|"),
)
def test_when_is_asked(words: str) -> None:
    assert asks_when(words.strip())


@pytest.mark.parametrize(
    "words", ["when i die", "what time do you open", "at 5", "when my kids leave", "cuando puedan"]
)
def test_more_than_when_is_no_such_question(words: str) -> None:
    assert not asks_when(words)


@pytest.mark.parametrize(
    "words",
    """will you leave a message | do you leave voicemails? | are u going to leave a vm
    | would someone leave me a message | van a dejar recado | ¿me dejan mensaje?""".split("|"),
)
def test_whether_a_voicemail_is_left_is_asked(words: str) -> None:
    assert asks_about_voicemail(words.strip())


@pytest.mark.parametrize(
    "words",
    """leave a message | you can leave a voicemail | can i leave a message | dont leave a message
    | please leave a voicemail | dejen recado | no dejen recado | pueden dejar recado""".split("|"),
)
def test_what_is_allowed_or_refused_is_no_question(words: str) -> None:
    assert not asks_about_voicemail(words.strip())


@pytest.mark.parametrize(
    "words",
    """i dont know my zip | idk my zip code | i don't have a zip | whats a zip code
    | i forgot my zip
    | no se mi codigo postal | no tengo zip | que es el codigo postal""".split("|"),
)
def test_no_zip_can_be_told(words: str) -> None:
    assert tells_no_zip(words.strip())


@pytest.mark.parametrize("words", ["my zip is 10001", "10001", "i dont know", "zip 10001"])
def test_a_zip_or_nothing_of_one_is_told(words: str) -> None:
    assert not tells_no_zip(words)
