"""Whom we may dial and text: by region and kind of line, and never where toll fraud pays."""

import phonenumbers
import pytest

from service.domain.reach import HOME, KINDS, LineKind, Reach, Region

NEW_YORK, TORONTO, SAN_JUAN, GUAM = "+12125550142", "+14165550142", "+17875550142", "+16715550142"
VOIP = "+1600" + "2340142"
"""One of Canada's 600 numbers."""
NEVER = [
    "+18765550123",  # Jamaica, within +1
    "+12645550123",  # Anguilla
    "+18095550123",  # the Dominican Republic
    "+19005550123",  # premium rate
    "+15005550123",  # a personal number, led anywhere
    "+881612345678",  # satellite
    "+870773123456",  # satellite, at sea
    "+447911123456",  # abroad
    "+18005550123",  # free lines are nobody's own phone
    "+15555550123",  # no such place
    "+1212555014",  # too short
    "911",
    "",
    "Anonymous",
]


@pytest.mark.parametrize("phone", [NEW_YORK, SAN_JUAN, GUAM])
def test_left_alone_it_is_ordinary_lines_of_the_us_and_its_territories(phone: str) -> None:
    assert Reach().covers(phone)
    assert not Reach().covers(TORONTO)


@pytest.mark.parametrize("phone", NEVER)
def test_whatever_is_chosen_some_numbers_are_never_reached(phone: str) -> None:
    assert not Reach(frozenset(Region), frozenset(LineKind)).covers(phone)


def test_an_operator_may_add_canada_and_leave_out_a_territory() -> None:
    reach = Reach(regions=(HOME | {Region.CA}) - {Region.GU})

    assert reach.covers(TORONTO)
    assert reach.covers(NEW_YORK)
    assert not reach.covers(GUAM)


def test_internet_telephony_is_reached_only_where_an_operator_says_so() -> None:
    canada = frozenset({Region.CA})

    assert not Reach(canada).covers(VOIP)
    assert Reach(canada, frozenset(LineKind)).covers(VOIP)
    assert not Reach(canada, frozenset({LineKind.VOIP})).covers(TORONTO)


@pytest.mark.parametrize("kind", [LineKind.FIXED, LineKind.MOBILE])
def test_a_line_that_may_be_either_is_reached_by_either(kind: LineKind) -> None:
    assert Reach(kinds=frozenset({kind})).covers(NEW_YORK)


def test_every_kind_is_some_kind_of_number_and_no_costly_one() -> None:
    kind = phonenumbers.PhoneNumberType
    costly = {kind.PREMIUM_RATE, kind.SHARED_COST, kind.PERSONAL_NUMBER, kind.UAN, kind.TOLL_FREE}

    assert set().union(*KINDS.values()) == set(LineKind)
    assert not costly & set(KINDS)
