"""The list of referrals: what is shipped, and what may stand in it."""

import re
from pathlib import Path

import pytest

from service.adapters.referrals_file import ReferralsError, load_referrals

SHIPPED = Path(__file__).parents[2] / "config" / "referrals.toml"
GOOD = """
[[referrals]]
name = "Northside Clinic"
what = "A walk-in clinic."
number = "212-555-0133"
url = "https://example.org"
languages = ["en"]
states = ["NY"]
reviewed = 2026-11-01
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "referrals.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_only_free_public_lines_are_shipped() -> None:
    numbers = [each.number for each in load_referrals(SHIPPED)]

    assert numbers == ["988", "911", "1-800-662-4357", "1-800-222-1222"]


def test_an_operators_own_is_read_and_none_is_no_fault(tmp_path: Path) -> None:
    [read] = load_referrals(written(tmp_path, GOOD))

    assert (read.name, read.states, read.languages) == ("Northside Clinic", ("NY",), ("en",))
    assert load_referrals(tmp_path / "nothing.toml") == ()


@pytest.mark.parametrize(
    ("line", "instead", "words"),
    [
        (r"name = .*", "", "no words for 'name'"),
        (r"what = .*", 'what = "  "', "no words for 'what'"),
        (r"url = .*", 'url = "javascript:alert(1)"', "https"),
        (r"url = .*", 'url = "http://example.org"', "https"),
        (r"number = .*", 'number = "call us"', "cannot be dialled"),
        (r"languages = .*", 'languages = ["fr"]', "en, es"),
        (r"languages = .*", "languages = []", "en, es"),
        (r"states = .*", 'states = ["New York"]', "two capital letters"),
        (r"reviewed = .*", 'reviewed = "lately"', "is a day"),
        (r"reviewed = .*", "paid = true", "Northside Clinic has no paid"),
        (r"name = .*", "name = [", "referrals.toml"),
        (r"\[\[referrals\]\]", "[[referral]]", "the file has no referral; it knows referrals"),
    ],
)
def test_what_would_lead_nowhere_is_refused_by_name(
    tmp_path: Path, line: str, instead: str, words: str
) -> None:
    with pytest.raises(ReferralsError, match=re.escape(words)):
        load_referrals(written(tmp_path, re.sub(line, instead, GOOD, count=1)))
