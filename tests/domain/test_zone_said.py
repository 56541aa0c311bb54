"""Which time zone people name in words."""

import pytest

from service.domain.zone_said import without_zone, zone_in, zone_of_texter, zone_said


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("eastern", "America/New_York"),
        ("EST", "America/New_York"),
        ("i am on central time", "America/Chicago"),
        ("hora de la montaña", "America/Denver"),
        ("I’m in Arizona", "America/Phoenix"),
        ("Pacífico por favor", "America/Los_Angeles"),
        ("im in hawaii", "Pacific/Honolulu"),
        ("Puerto Rico", "America/Puerto_Rico"),
        ("chicago", "America/Chicago"),
        ("I'm in Los Angeles", "America/Los_Angeles"),
        ("estoy en Nueva York", "America/New_York"),
        ("north carolina", "America/New_York"),
        ("el paso", "America/Denver"),
        ("I live in Georgia", "America/New_York"),
        ("Virginia", "America/New_York"),
        ("ny", "America/New_York"),
        ("im in oh", "America/New_York"),
        ("houston tx", "America/Chicago"),
        ("northern california", "America/Los_Angeles"),
        ("washington dc", "America/New_York"),
        ("washington state", "America/Los_Angeles"),
    ],
)
def test_a_zone_alone_is_read(words: str, zone: str) -> None:
    assert zone_said(words) == zone


@pytest.mark.parametrize(
    ("words", "zones"),
    [
        ("im in texas", "America/Chicago America/Denver"),
        ("TX", "America/Chicago America/Denver"),
        ("I live in Oregon", "America/Denver America/Los_Angeles"),
        ("estoy en florida", "America/New_York America/Chicago"),
        ("vivo en Tejas", "America/Chicago America/Denver"),
        ("central florida", "America/New_York America/Chicago"),
        ("eastern washington", "America/New_York America/Los_Angeles"),
        ("ct", "America/New_York America/Chicago"),
        ("im in alaska", "America/Adak America/Anchorage"),
    ],
)
def test_a_state_that_lies_in_two_zones_is_both(words: str, zones: str) -> None:
    assert zone_said(words) == zones


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("el paso, texas", "America/Denver"),
        ("dallas texas", "America/Chicago"),
        ("kansas city", "America/Chicago"),
        ("florida, central time", "America/Chicago"),
    ],
)
def test_a_city_or_a_zone_says_in_which_half_of_a_state(words: str, zone: str) -> None:
    assert zone_said(words) == zone


@pytest.mark.parametrize(
    "words",
    [
        "",
        "MENU",
        "central park rehab",
        "eastern or pacific",
        "the best",
        "esta noche",
        "i feel lost",
        "im virginia",
        "i met him in chicago",
        "chicago or denver",
        "texas or florida",
        "my sister lives in texas",
        "ok",
        "hi",
        "estoy en la montaña",
    ],
)
def test_what_names_no_one_zone_and_nothing_else_is_none(words: str) -> None:
    assert zone_said(words) == ""


def test_a_zone_beside_an_hour_is_found_but_is_not_all_that_is_said() -> None:
    assert zone_in("tomorrow 3pm pacific") == "America/Los_Angeles"
    assert zone_said("tomorrow 3pm pacific") == ""


def test_a_place_counts_where_nothing_else_may_be_there() -> None:
    assert zone_in("call me at 5, my mom is in chicago") == ""
    assert zone_in("5pm chicago", or_place=True) == "America/Chicago"


def test_without_its_zone_an_hour_is_only_an_hour() -> None:
    assert without_zone("tomorrow 3pm pacific please") == "tomorrow 3pm please"


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("my son relapsed, call me at 3pm pacific", "America/Los_Angeles"),
        ("i need help im in chicago call me", "America/Chicago"),
        ("i live in denver and my husband uses", "America/Denver"),
        ("necesito ayuda, vivo en california", "America/Los_Angeles"),
        ("mi hijo usa, llamenme a las 3 hora del pacifico", "America/Los_Angeles"),
        ("my kid is using, call at 5 est", "America/New_York"),
        ("call about rehab at 3 central time please", "America/Chicago"),
        ("i need help, i live in georgia, call me", "America/New_York"),
        ("my son uses, im in texas", "America/Chicago America/Denver"),
        ("my mom is in seattle, call me at 3", ""),
        ("he was at central hospital, call me at 3", ""),
        ("my brother lives in chicago", ""),
        ("im in chicago but i live in denver", ""),
    ],
)
def test_of_a_longer_text_only_the_place_of_whoever_texts_counts(words: str, zone: str) -> None:
    assert zone_of_texter(words) == zone


@pytest.mark.parametrize(
    "text",
    ["thank you georgia", "Thanks, Virginia", "please georgia", "Georgia here", "gracias montana"],
)
def test_a_name_signed_after_thanks_is_no_place(text: str) -> None:
    assert zone_said(text) == ""


@pytest.mark.parametrize("text", ["im in georgia thanks", "georgia", "virginia usa"])
def test_where_somebody_is_may_be_called_like_a_person(text: str) -> None:
    assert zone_said(text) == "America/New_York"


@pytest.mark.parametrize(
    "text",
    [
        "call me at 5pm, Virginia",
        "call me at 3 montana",
        "i am on delaware ave",
        "i live on georgia avenue",
        "im from texas living in maine",
        "im in california maryland",
    ],
)
def test_a_signature_a_street_or_two_places_are_not_where_somebody_is(text: str) -> None:
    assert zone_of_texter(text) == ""
