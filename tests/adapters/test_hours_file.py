"""The file of hours: what is shipped, and slips that would close a day or call at night."""

import re
from datetime import time
from pathlib import Path

import pytest

from service.adapters.hours_file import HoursError, load_hours

SHIPPED = Path(__file__).parents[2] / "config" / "hours.toml"


def changed(folder: Path, line: str, instead: str) -> Path:
    """The shipped file with one line written otherwise."""
    text, times = re.subn(line, instead, SHIPPED.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert times
    file = folder / "hours.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_shipped_hours_are_read_and_lie_within_the_rule() -> None:
    hours = load_hours(SHIPPED)

    assert (hours.calling.opens, hours.calling.closes) == (time(8), time(20))
    assert hours.crisis_at_any_hour
    assert not hours.calling.is_wide


@pytest.mark.parametrize(
    ("line", "instead", "words"),
    [
        (r"^(opens|closes) = .*", r'\1 = "00:00"', "nobody could ever be called"),
        (r"^opens = .*", 'opens = "21:00"', "opens 21:00 and closes 20:00"),
        (r"^opens = .*", "", "'opens' is missing"),
        (r"^opens = .*", "opens = 8", 'write "09:00"'),
        (r"^opens = .*", 'opens = "08:00-05:00"', "a zone of its own"),
        (r"^opens = ", 'opened = "08:00"\nopens = ', "[calling] has no opened"),
        (r"^monday", "Monday", "[week] has no Monday; it knows monday, tuesday"),
        (r"^monday", "mondey", "[week] has no mondey"),
        (r"^\[days\]", "[dayz]", "the file has no dayz"),
        (r"^\[calling\]", "[call]", "the file has no call"),
        (r"^crisis_at_any_hour = .*", 'crisis_at_any_hour = "false"', "true or false"),
        (r"^monday = .*", 'monday = "09:00-21:00"', "without brackets"),
        (r"^monday = .*", 'monday = ["9-21"]', "'9' is no time of day"),
        (r"^zone = .*", 'zone = "America/Nowhere"', "No time zone found"),
        (r"^zone = .*", "zone = [", "hours.toml"),
    ],
)
def test_a_slip_is_refused_with_a_hint(tmp_path: Path, line: str, instead: str, words: str) -> None:
    with pytest.raises(HoursError, match=re.escape(words)):
        load_hours(changed(tmp_path, line, instead))


@pytest.mark.parametrize(
    ("line", "instead"),
    [(r"^opens = .*", 'opens = "07:59"'), (r"^closes = .*", 'closes = "21:01"')],
)
def test_hours_beyond_the_rule_are_read_and_known_for_it(
    tmp_path: Path, line: str, instead: str
) -> None:
    assert load_hours(changed(tmp_path, line, instead)).calling.is_wide
