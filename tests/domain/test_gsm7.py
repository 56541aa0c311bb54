"""Counting segments as the network does (3GPP TS 23.038)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.gsm7 import encoding, is_gsm7, not_gsm7, segments, septets, to_gsm7


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("é" * 160, 1),
        ("{" * 80, 1),
        ("{" * 81, 2),
        ("á" * 70, 1),
        ("á" * 71, 2),
        ("á" * 134, 2),
        ("á" * 135, 3),
        ("🙂" * 35, 1),
        ("🙂" * 36, 2),
    ],
)
def test_a_text_is_cut_into_as_many_messages_as_the_network_cuts_it(text, expected):
    assert segments(text) == expected


def test_a_character_of_two_septets_is_never_cut_in_two():
    # 152 + 2 would split the euro sign over the first boundary of 153.
    text = "a" * 152 + "€" + "a" * 152

    assert septets(text) == 306
    assert segments(text) == 3


def test_an_emoji_is_never_cut_in_two():
    # Units 67 and 68 are one emoji, so the first part holds only 66.
    text = "á" * 66 + "🙂" + "á" * 66

    assert segments(text) == 3


def test_one_character_outside_the_alphabet_changes_the_whole_text():
    assert encoding("Llame ya") == "GSM-7"
    assert encoding("Llame ahí") == "UCS-2"
    assert not_gsm7("más información") == "áó"


def test_septets_of_a_text_that_is_not_gsm7_are_refused():
    with pytest.raises(ValueError, match="not in GSM-7"):
        septets("ahí")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("José Ángel Núñez", "José Angel Nuñez"),
        ("“Ana’s” – house…", '"Ana\'s" - house...'),
        ("Zoë 🙂", "Zoe"),
        ("Łukasz", "Lukasz"),
        ("a\u00a0b\x00", "a b"),
        ("Peña, ¿sí? ¡Ya!", "Peña, ¿si? ¡Ya!"),
        ("Γ unchanged  spaces", "Γ unchanged  spaces"),
        ("李", ""),
    ],
)
def test_a_value_is_written_with_the_letters_a_text_can_hold(value, expected):
    assert to_gsm7(value) == expected


@settings(deadline=None)
@given(st.text(max_size=400))
def test_whatever_comes_in_what_goes_out_is_gsm7(value):
    assert is_gsm7(to_gsm7(value))


@settings(deadline=None)
@given(st.text(alphabet="a€é{\n", max_size=700))
def test_a_gsm7_text_never_needs_fewer_parts_than_its_septets_fill(text):
    parts, length = segments(text), septets(text)

    assert parts == 1 if length <= 160 else parts * 152 <= length + 152
    assert parts * 160 >= length


@settings(deadline=None)
@given(st.text(max_size=300))
def test_counting_never_fails(text):
    assert segments(text) >= 1
