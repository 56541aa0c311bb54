"""Numbers nobody here ever dials."""

import pytest

from service.domain.crisis_line import why_never_dialled


@pytest.mark.parametrize("number", ["911", "933", "+911", "+1911", "1-911", "9-1-1", "112"])
def test_an_emergency_number_is_refused_with_what_to_do_instead(number: str) -> None:
    assert "Ask where they are" in why_never_dialled(number)


@pytest.mark.parametrize("number", ["988", "+18006624357", "+12125550133", "+12125550191", ""])
def test_any_other_number_is_not(number: str) -> None:
    assert why_never_dialled(number) == ""
