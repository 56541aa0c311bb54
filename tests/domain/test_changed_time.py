"""Which texts take a call back at one time and ask for it at another."""

import pytest

from service.domain.changed_time import asks_for_another_time


@pytest.mark.parametrize(
    "words",
    """dont call today call me tomorrow at 2 | never mind today, call me friday at 2
    | nevermind today call me friday at 2 | cancel that and call thursday at 2pm
    | cancelen la llamada de hoy y llamenme mañana a las 2 | no call today please, tomorrow 2pm
    | dont call me tomorrow, call me now | no me llamen mañana, llamenme ahora
    | nevermind, call tomorrow | forget the call at 3, call me at 5
    | don't call me now, can you call me at 6 instead? | scratch that, call me at 7pm
    | cancel it. i want you to call me friday at 3 | cancel my call today, tomorrow 2pm instead
    | no me llamen hoy, mejor mañana a las 2
    | no call the 4th please, the 5th at 2pm
    | cancela la de hoy, que me llamen el viernes a las 3""".split("|"),
)
def test_another_time_that_is_asked_for_is_a_change(words: str) -> None:
    assert asks_for_another_time(words.strip())


@pytest.mark.parametrize(
    "words",
    """NOCALL | cancel my 3pm call | cancel my call tomorrow at 3 | cancel call tomorrow at 3
    | dont call me at 3 | dont call me today or tomorrow | dont call me at 5 tomorrow, never mind
    | cancel my call, i will call you tomorrow at 3 | forget it, i'll call tomorrow
    | cancel, my sponsor will call me tomorrow | cancel my call, my mom is gonna call me at 5
    | i dont want you to call me tomorrow | no need to call me at 3 anymore
    | ya no quiero que me llamen mañana a las 3 | cancelen la llamada de mañana
    | cancel my call if you call me at 5 my husband hears it | no call today you said friday at 2
    | why did you call me at 3, cancel it | cancel my call today, maybe tomorrow
    | dont call me now | no me llamen ahora | i dont want you to call me now
    | cancel it, call me""".split("|"),
)
def test_a_time_that_is_refused_or_of_another_call_changes_nothing(words: str) -> None:
    assert not asks_for_another_time(words.strip())
