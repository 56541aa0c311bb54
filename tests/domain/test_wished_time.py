"""The hours people text for their call, in both languages, on a Wednesday at noon."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.stated_hours import Stated
from service.domain.stated_time import (
    asks_at_a_time,
    says_any_time,
    speaks_of_time,
    wished_time,
)
from tests.domain.times_as_texted import as_texted

NEW_YORK = ZoneInfo("America/New_York")
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=NEW_YORK)


def wished(words: str, *, asks: bool = False, bare: bool = True) -> Stated | None:
    return wished_time(words, now=NOON, zone=NEW_YORK, asks_for_call=asks, bare_hours=bare)


def in_short(stated: Stated | None) -> str:
    return f"{stated.at:%a %d %H:%M}" if stated else ""


@pytest.mark.parametrize(("words", "then"), as_texted())
def test_what_they_text_is_the_time_they_mean(words: str, then: str) -> None:
    assert in_short(wished(words)) == then
    assert speaks_of_time(words)


@pytest.mark.parametrize(
    "words",
    """i took 3 | its been 5 minutes | took 2 more | i did 2 grams | he hit me 2 times | my kid is 3
    | i was clean for 9 months | apt 4b | do you close at 5? | i need 3 | i can do 3 grams
    | i can do 2 lines
    | im 19 | we are 4 | 3 of us
    | 3 a day | 5mg | took 300 | $5 | 5 dollars | i took it at 5pm | my dad died at 3am
    | 112 main st | i have been up since 3 | i slept 2 hours | last monday | for 2 hours
    | are you open sunday?
    | do you work weekends | when are you calling me tomorrow? | what time works | yes i am | 911
    | 3 💊 | 988
    | tengo 2 hijos | tomé 3 pastillas a las 5 | mi hijo tiene 15 | llevo 9 meses limpio
    | se fue a las 5 | abren el lunes? | a qué hora cierran | el viernes pasado | vivo en el 5
    | buenas noches | good morning | no | one moment""".split("|"),
)
def test_a_number_or_a_day_in_a_text_about_something_else_is_no_hour(words: str) -> None:
    assert wished(words.strip()) is None
    assert not speaks_of_time(words)


@pytest.mark.parametrize(
    "words",
    """not monday | any day but friday | tomorrow wont work | 3 wont work | no a las 3
    | not in the morning | tomorrow but not in the morning | todos los días menos el viernes
    | tonight at 9am | tomorrow morning at 3pm | monday the 5th | monday dec 1 | feb 29 | nov 20
    | dec 25 | tomorrow, friday | in a few hours | next month | this week | before lunch
    | mañana no puedo, el jueves | call before my husband is home""".split("|"),
)
def test_what_cannot_be_told_is_asked_again_and_never_guessed(words: str) -> None:
    assert wished(words.strip(), asks=True) is None


@pytest.mark.parametrize(
    "words",
    """i work nights | trabajo de noche | i work monday to friday | trabajo de lunes a viernes
    | i work mon-fri 9 to 5 | i work 9 to 5 | i work nights on weekends | im working nights
    | im on nights | i work night shift | trabajo en las mañanas | trabajo mañana | i work tomorrow
    | i have work at 5 | entro a trabajar a las 5 | ill be at work tomorrow
    | i work nights until 6am | trabajo de noche hasta las 6 | it's 3am | its 3
    | 3 am and im awake | 3am here and im still up | son las 3 | son las 3 de la mañana
    | es la una | its 2 in the morning here | it is almost midnight
    | las 3 y sigo despierto""".split("|"),
)
@pytest.mark.parametrize("asks", [True, False])
def test_when_they_work_and_what_time_it_is_are_no_hours_for_a_call(
    words: str, *, asks: bool
) -> None:
    assert wished(words.strip(), asks=asks) is None
    assert not asks_at_a_time(words)


@pytest.mark.parametrize("words", ["its 3am call me now", "son las 3 llamenme ya"])
def test_beside_the_hour_it_is_now_is_still_now(words: str) -> None:
    assert says_any_time(words)


@pytest.mark.parametrize(
    ("words", "then"),
    [
        ("call me at 5, i relapsed", "Wed 25 17:00"),
        ("5pm 🙏", "Wed 25 17:00"),
        ("5 🙏", "Wed 25 17:00"),
        ("i relapsed at 5, call me at 6", "Wed 25 18:00"),
        ("call me about rehab tomorrow at 5", "Thu 26 17:00"),
        ("call me at 5 when my husband is out", "Wed 25 17:00"),
        ("llámeme a las 7, mi hijo tiene 15 años", "Wed 25 19:00"),
        ("i relapsed after 5 months, call me", ""),
        ("i relapsed at 5 call me", ""),
        ("i relapsed monday call me", ""),
        ("call me, i lost my job tomorrow", ""),
        ("call me because i took it at 5", ""),
        ("my husband gets home at 6 so call before that", ""),
        ("can you call me or do you close at 5?", ""),
        ("my kid is 3, llame", ""),
        ("call me tomorrow, i took 3 pills", "Thu 26 09:00"),
        ("call me tomorrow at 5 oaks", ""),
        ("call me tomorrow 3 kids", "Thu 26 09:00"),
        ("i dont know what to do can you call me at 7", "Wed 25 19:00"),
        ("my son is on k and i dont know what to do can you call me at 7", "Wed 25 19:00"),
        ("no se que hacer llamenme a las 5", "Wed 25 17:00"),
        ("no tengo dinero llamenme a las 5", "Wed 25 17:00"),
        ("llamenme a las 5 no puedo dormir", "Wed 25 17:00"),
        ("i cant sleep call me at 5", "Wed 25 17:00"),
        ("i cant talk at 5 call me at 6", "Wed 25 18:00"),
        ("i cant come to the phone at 5 call me at 6", "Wed 25 18:00"),
        ("dont call me at 5", ""),
        ("no me llamen a las 5", ""),
        ("a las 5 no se puede, llamenme a las 6", "Wed 25 18:00"),
    ],
)
def test_of_a_text_that_asks_for_a_call_only_what_it_says_of_the_call_counts(
    words: str, then: str
) -> None:
    assert in_short(wished(words, asks=True)) == then


@pytest.mark.parametrize(
    "words", ["3", "actually 6", "1730", "2 hours", "7 or 8", "de 3 a 5", "i can do 3", "is 3 ok"]
)
def test_a_mere_number_is_no_hour_where_it_may_be_none(words: str) -> None:
    assert wished(words) is not None
    assert wished(words, bare=False) is None


@pytest.mark.parametrize(
    ("words", "then"),
    [
        ("call me 7", "Wed 25 19:00"),
        ("call me back 7 please", "Wed 25 19:00"),
        ("call today 3", "Wed 25 15:00"),
        ("call me tomorrow 3", "Thu 26 15:00"),
        ("call monday 3", "Mon 30 15:00"),
        ("llamenme a 7", "Wed 25 19:00"),
        ("call me 20 min", "Wed 25 12:20"),
        ("call me 4 help", ""),
        ("call me 2 talk", ""),
        ("call me 911", ""),
        ("call me 5 times", ""),
        ("call me 3 kids", ""),
        ("i took 3 call me", ""),
    ],
)
def test_a_mere_number_right_behind_the_wish_for_a_call_is_the_hour_of_it(
    words: str, then: str
) -> None:
    assert in_short(wished(words, asks=True, bare=False)) == then


@pytest.mark.parametrize(
    ("words", "then"),
    [
        ("me llaman mañana a las 3", "Thu 26 15:00"),
        ("me llaman a las 5", "Wed 25 17:00"),
        ("me llamas a las 5", "Wed 25 17:00"),
        ("me marcan a las 5", "Wed 25 17:00"),
        ("me hablan a las 5", "Wed 25 17:00"),
        ("hablenme a las 5", "Wed 25 17:00"),
        ("márquenme mañana", "Thu 26 09:00"),
    ],
)
def test_however_they_ask_for_it_in_spanish_the_hour_is_read(words: str, then: str) -> None:
    assert in_short(wished(words, asks=True, bare=False)) == then


@pytest.mark.parametrize(
    "words",
    """call me dec 25 | call me 12/25 | call me in 3 weeks | llámenme el 25 de diciembre
    | call me before my husband is home | my son relapsed, call me on december 20
    | call me at 5 | call me in the morning | llamenme el lunes""".split("|"),
)
def test_whether_a_call_is_asked_for_at_some_time_is_known_without_the_time(words: str) -> None:
    assert asks_at_a_time(words)


@pytest.mark.parametrize(
    "words",
    """call me | call me now | call me asap | call me today | my son relapsed call me today
    | i relapsed at 5 call me | call me, i took 3 | call me i cant sleep at night
    | i relapsed last night call me | do you close at 5? | llámenme ya | call me 4 help
    | i relapsed after 5 months, call me""".split("|"),
)
def test_a_call_at_once_is_asked_for_at_no_time(words: str) -> None:
    assert not asks_at_a_time(words)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("before noon", "Thu 26 09:00", "Thu 26 12:00"),
        ("antes de las 5", "Wed 25 12:15", "Wed 25 17:00"),
        ("by 5pm", "Wed 25 12:15", "Wed 25 17:00"),
        ("no later than 4 on friday", "Fri 27 09:00", "Fri 27 16:00"),
        ("weekday mornings b4 10", "Thu 26 09:00", "Thu 26 10:00"),
        ("please dont call after 8pm", "Wed 25 12:15", "Wed 25 20:00"),
    ],
)
def test_before_an_hour_is_a_time_in_front_of_it(words: str, first: str, last: str) -> None:
    stated = wished(words)

    assert stated is not None
    assert stated.by is not None
    assert in_short(stated) == first
    assert f"{stated.by:%a %d %H:%M}" == last


@pytest.mark.parametrize(
    "words",
    """now | asap | anytime | right now please | as soon as possible | whenever | call me now
    | today | at once | ahorita | ahora mismo | ya | lo antes posible | cuando puedan
    | a cualquier hora | ahora | ahora por favor | llámenme ahora | quiero que me llamen ahora
    | pueden llamarme ahora? | a hora | llamenme a hora | aora porfa | orita | ahoritita | horita
    | hoy""".split("|"),
)
def test_now_and_anytime_name_no_hour(words: str) -> None:
    assert says_any_time(words.strip())
    assert wished(words.strip()) is None


@pytest.mark.parametrize("words", ["not now", "ya no", "now i took 3", "anytime after 3", "3"])
def test_more_than_now_is_not_anytime(words: str) -> None:
    assert not says_any_time(words)


@pytest.mark.parametrize(
    "words", ["ahora", "llamenme ahora", "a hora", "adia", "aweek", "an", "una"]
)
def test_letters_that_run_on_count_nothing(words: str) -> None:
    assert wished(words) is None
    assert not asks_at_a_time(words)


@pytest.mark.parametrize(
    ("words", "at"),
    [
        *[(each, "Wed 25 13:00") for each in ("in an hour", "in 1hr", "en una hora", "en 1hora")],
        *[(each, "Wed 25 12:30") for each in ("in half an hour", "in 30min", "en mediahora")],
        *[(each, "Fri 27 09:00") for each in ("in 2days", "en un par de dias", "in a couple days")],
        ("en una semana", "Wed 02 09:00"),
        ("a la hora de comer", "Wed 25 12:15"),
    ],
)
def test_a_while_is_read_with_its_number_run_on_or_apart(words: str, at: str) -> None:
    stated = wished(words)

    assert stated is not None
    assert in_short(stated) == at


@given(st.text(max_size=200), st.booleans())
def test_no_words_at_all_can_break_it(words: str, asks: bool) -> None:
    stated = wished(words, asks=asks)

    assert stated is None or stated.at > NOON
    assert isinstance(speaks_of_time(words) and says_any_time(words), bool)
