"""Numbers as a synthetic voice should read them."""

import pytest

from service.domain.spoken import digit_by_digit


@pytest.mark.parametrize(
    ("number", "spoken"),
    [
        ("800-915-1270", "8 0 0, 9 1 5, 1 2 7 0"),
        ("+12125550142", "2 1 2, 5 5 5, 0 1 4 2"),
        ("1-800-662-4357", "1, 8 0 0, 6 6 2, 4 3 5 7"),
        ("0142", "0 1 4 2"),
        ("8 0 0, 9 1 5, 1 2 7 0", "8 0 0, 9 1 5, 1 2 7 0"),
        ("", ""),
    ],
)
def test_a_number_is_spoken_digit_by_digit_in_its_groups(number, spoken):
    assert digit_by_digit(number) == spoken
