"""Who wants no more texts from us but a call, and who only seems to."""

import pytest

from service.domain.texts_off import wants_call_not_texts


@pytest.mark.parametrize(
    "words",
    [
        "please stop texting me and just call",
        "STOP texting but please call",
        "no more texts, just the call",
        "stop the texts but i still want the call",
        "stop sending me stuff about ketamine and call me at 5",
        "stop texting me. call me instead",
        "stop texting and call me",
        "don't text me, call me",
        "no texts please, just call",
        "i dont want texts, i want the call",
        "stop messaging me, keep the call",
        "no more msgs but the call is ok",
        "call only after 9pm but stop texting me",
        "no mas mensajes pero si quiero la llamada",
        "ya no me manden mensajes, mejor llámenme",
        "dejen de mandarme mensajes y llámenme",
        "ya no quiero mensajes, solo la llamada",
    ],
)
def test_who_says_both_wants_the_call_and_no_texts(words: str) -> None:
    assert wants_call_not_texts(words)


@pytest.mark.parametrize(
    "words",
    [
        "stop texting and calling me",
        "stop calling me",
        "dont call or text",
        "dont text and call me",
        "stop the texts and the call",
        "stop texting me and call",
        "stop texting, i dont want the call",
        "stop texting me, cancel the call",
        "stop texting, thanks for the call",
        "no more texts but i want the call to stop",
        "stop texting me or ill just call the police",
        "stop texting me. just call it a day",
        "no mas mensajes ni llamadas",
        "no quiero mensajes ni la llamada",
        "no me escriban y me llamen",
        "dejen de escribirme y llamarme",
    ],
)
def test_in_doubt_it_is_a_stop(words: str) -> None:
    assert not wants_call_not_texts(words)


@pytest.mark.parametrize(
    "words",
    [
        "i dont text, call me",
        "i cant text right now just call me",
        "my dealer wont stop texting me, call me",
        "i cant stop texting him. call me please",
        "they dont text me. call me",
        "he doesnt text me back just call me",
        "no texts came through, call me",
        "i get no texts just call me",
        "dont text me first just call",
        "no puedo escribir, mejor llámenme",
        "no me llegan los mensajes, llámenme",
    ],
)
def test_who_only_tells_of_texts_keeps_ours(words: str) -> None:
    assert not wants_call_not_texts(words)
