"""What is said instead of pressed: the words a prompt uses for its choices, and keys by name."""

import pytest
from flask import Flask

from service.domain.person import Person
from tests.builders import CALLER
from tests.web.conftest import Twilio
from tests.web.switchboard import Switchboard


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    """The helpline with its workers, and one specialist on shift."""
    board = Switchboard(twilio, app.extensions["helpline"].ports, link)
    board.on_shift("amina")
    return board


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("information", "For what ketamine is, press 1."),
        ("Recorded information.", "For what ketamine is, press 1."),
        ("I would like some information please", "For what ketamine is, press 1."),
        ("información", "Para qué es la ketamina"),
        ("información grabada", "Para qué es la ketamina"),
        ("who answers this line", "Calls are answered by"),
        ("who pays", "Calls are answered by"),
        ("quién contesta", "Las llamadas las contesta"),
        ("para saber quién contesta", "Las llamadas las contesta"),
        ("quién paga", "Las llamadas las contesta"),
        ("insurance and cost", "Not sure if insurance"),
        ("seguro y costos", "¿No sabe si su seguro"),
        ("a person", "looking for a person"),
        ("una persona", "Buscamos a una persona"),
        ("to be called back", "Saved."),
        ("que me llamen", "Anotado."),
        ("para que le llamemos", "Anotado."),
        ("stop calling me", "press 9 again"),
        ("repeat", "You have reached"),
    ],
)
def test_the_words_of_the_menu_lead_where_its_keys_do(
    board: Switchboard, said: str, words: str
) -> None:
    assert words in board.someone_calls().says(said).hears


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Five.", "Saved."),
        ("press 5", "Saved."),
        ("cinco", "Anotado."),
        ("oprima cinco", "Anotado."),
        ("zero", "looking for a person"),
        ("cero", "Buscamos a una persona"),
        ("two", "Para hablar con una persona"),
        ("4", "Calls are answered by"),
        ("eight", "dial 9 1 1"),
        ("star", "You have reached"),
    ],
)
def test_a_key_may_be_said(board: Switchboard, said: str, words: str) -> None:
    assert words in board.someone_calls().says(said).hears


def test_a_topic_may_be_chosen_by_its_number_aloud(board: Switchboard) -> None:
    caller = board.someone_calls().says("information").says("three")

    assert caller.hears.startswith("Withdrawal")


@pytest.mark.parametrize("said", ["go back", "main menu"])
def test_back_leads_to_the_first_level(board: Switchboard, said: str) -> None:
    assert board.someone_calls().presses("1").says(said).hears.startswith("You have reached")


def test_a_number_spoken_slowly_is_no_key(board: Switchboard) -> None:
    caller = board.someone_calls().presses("5").presses("2").says("eight")

    assert caller.hears.startswith("We cannot call that number.")
    assert board.ports.store.open_alerts() == []


@pytest.mark.parametrize("said", ["nine", "yes", "stop calling me", "no me llamen más"])
def test_the_second_9_may_be_said_too(board: Switchboard, said: str) -> None:
    caller = board.someone_calls().says("stop calling me").says(said)

    assert "Done." in caller.hears or "Hecho." in caller.hears
    known = board.ports.store.get(Person, board.ports.identity.person(CALLER))
    assert known is not None
    assert known.opted_out == "all"


def test_crisis_words_come_before_any_of_this(board: Switchboard) -> None:
    caller = board.someone_calls().says("information on how to kill myself")

    assert "dial 9 1 1" in caller.hears


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("is there a medicine for ketamine addiction", "That is not in our material"),
        ("can k kill you", "That is not in our material"),
        ("my bladder hurts when I pee", "That is not in our material"),
        ("what is a safe dose", "That is not in our material"),
        ("how do I take it safely", "That is not in our material"),
        ("¿hay medicina para dejar la ketamina?", "Eso no está en nuestro material"),
        ("¿cuánta puedo tomar?", "Eso no está en nuestro material"),
        ("me arde al orinar", "Eso no está en nuestro material"),
    ],
)
def test_what_is_not_in_our_source_is_said_so_and_a_person_offered(
    board: Switchboard, said: str, words: str
) -> None:
    caller = board.someone_calls().says(said)

    assert caller.hears.startswith(words)
    assert "1 800 2 2 2, 1 2 2 2" in caller.hears
    assert "press 0" in caller.hears or "oprima 0" in caller.hears
    assert caller.presses("*").hears.startswith(words)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("0", "looking for a person"),
        ("5", "Saved."),
        ("4", "Calls are answered by"),
        ("8", "dial 9 1 1"),
    ],
)
def test_its_keys_do_what_they_offer(board: Switchboard, key: str, words: str) -> None:
    caller = board.someone_calls().says("what is a safe dose")

    assert words in caller.presses(key).hears


def test_with_nobody_there_it_offers_to_be_called_back(twilio: Twilio, app: Flask, link) -> None:
    nobody = Switchboard(twilio, app.extensions["helpline"].ports, link)

    caller = nobody.someone_calls().says("what is a safe dose")

    assert "press 5" in caller.hears
    assert "press 0" not in caller.hears


def test_too_much_taken_stays_a_crisis(board: Switchboard) -> None:
    assert "dial 9 1 1" in board.someone_calls().says("I took too much, is it a safe dose").hears


def test_the_signs_are_what_families_notice(board: Switchboard) -> None:
    caller = board.someone_calls().says("what are the signs")

    assert "friends and loved ones often see" in caller.hears


def test_what_is_not_understood_again_and_again_leads_to_a_person(board: Switchboard) -> None:
    caller = board.someone_calls().says("flurb zzz")
    assert "I did not get that. To talk with a person, press 0." in caller.hears

    caller.says("flurb zzz").says("flurb zzz")

    assert "looking for a person" in caller.hears
