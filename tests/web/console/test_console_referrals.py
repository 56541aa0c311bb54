"""Where to point somebody on, sifted."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from service.domain.referral import Referral
from tests.web.console.conftest import Desk
from tests.web.console.visitor import Visitor


@pytest.fixture
def listed(desk: Desk, with_policy: Callable[..., None]) -> tuple[Referral, ...]:
    """Two places: one everywhere and in Spanish, one in New York that nobody looked over."""
    today: date = desk.store.now().date()
    everywhere = Referral(
        name="A line", what="Listens.", number="988", languages=("en", "es"), reviewed=today
    )
    clinic = Referral(
        name="Northside Clinic",
        what="Walk in.",
        url="https://example.org",
        languages=("en",),
        states=("NY",),
        reviewed=today - timedelta(days=200),
    )
    with_policy(referrals=(everywhere, clinic))
    return everywhere, clinic


def test_all_are_listed_with_what_is_known(
    specialist: Visitor, listed: tuple[Referral, ...]
) -> None:
    specialist.opens("/console/referrals")

    assert specialist.sees("A line: 988")
    assert specialist.sees("English, Spanish · everywhere · looked over")
    assert specialist.sees("English · NY · not looked over since")
    assert 'href="https://example.org"' in specialist.page


@pytest.mark.parametrize(
    ("sift", "there", "not_there"),
    [
        ("language=es", "A line", "Northside Clinic"),
        ("state=CA", "A line", "Northside Clinic"),
        ("words=WALK+clinic", "Northside Clinic", "A line:"),
        ("words=%3Cscript%3E", "Nothing on the list suits that.", "A line:"),
        ("language=xx", "Nothing on the list suits that.", "A line:"),
    ],
)
def test_the_list_is_sifted(
    specialist: Visitor, listed: tuple[Referral, ...], sift: str, there: str, not_there: str
) -> None:
    specialist.opens(f"/console/referrals?{sift}")

    assert specialist.sees(there)
    assert not specialist.sees(not_there)
    assert "<script>" not in specialist.page
