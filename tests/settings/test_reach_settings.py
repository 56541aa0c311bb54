"""Where an operator lets calls and texts go, and what is refused."""

import pytest

from service.domain.reach import HOME, ORDINARY, LineKind, Region
from service.settings import load_settings
from service.wiring import policy_of


def test_left_alone_it_is_the_us_and_its_territories_and_every_ordinary_line(production):
    reach = load_settings(production).reach

    assert reach.regions == HOME
    assert reach.kinds == ORDINARY


def test_what_is_chosen_reaches_the_policy(production):
    production |= {"HELPLINE_REGIONS": "us, ca", "HELPLINE_LINE_KINDS": "Mobile,voip"}

    reach = policy_of(load_settings(production)).reach

    assert reach.regions == {Region.US, Region.CA}
    assert reach.kinds == {LineKind.MOBILE, LineKind.VOIP}


@pytest.mark.parametrize(("name", "value"), [
    ("HELPLINE_REGIONS", "US,JM"), ("HELPLINE_REGIONS", "+1"), ("HELPLINE_REGIONS", ","),
    ("HELPLINE_LINE_KINDS", "fixed,premium"), ("HELPLINE_LINE_KINDS", "satellite"),
])  # fmt: skip
def test_no_other_country_and_no_costly_line_can_be_chosen(production, problems_of, name, value):
    assert name in problems_of(production | {name: value})


def test_what_a_flood_is_can_be_chosen_and_switched_off(production):
    assert policy_of(load_settings(production)).flood_from == 100
    assert policy_of(load_settings(production | {"HELPLINE_FLOOD_FROM": "0"})).flood_from == 0
