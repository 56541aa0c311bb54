"""The head noted elsewhere finds a trail that was cut short together with its seals."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from service.adapters.audit_heads import AuditHeads, CannotBeNoted, known_head
from service.adapters.audit_seal import AuditSeal
from service.adapters.redis_link import Link
from service.cli import helpline
from tests.adapters.test_audit_seal import KEY, told

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_a_cut_trail_is_whole_in_itself_but_not_beside_the_file(link: Link, tmp_path: Path) -> None:
    trail, heads = AuditSeal(link, KEY), AuditHeads(link, tmp_path)
    told(link, "claimed")
    trail.seal()
    kept_head, kept_seals = link.hgetall("audit:head"), len(link.xrange("audit:seals"))
    told(link, "read a number")
    trail.seal()
    file = heads.note_today(NOW)
    assert file is not None

    link.xdel("audit", link.xrange("audit")[-1][0])
    link.xdel("audit:seals", link.xrange("audit:seals")[kept_seals][0])
    link.delete("audit:head")
    link.hset("audit:head", mapping=kept_head)

    assert trail.verify().problem == ""
    assert "not part of this trail" in trail.verify(known_head(str(file))).problem


def test_there_is_one_file_a_day_and_its_first_words_stay(link: Link, tmp_path: Path) -> None:
    trail = AuditSeal(link, KEY)
    told(link, "claimed")
    trail.seal()
    first = AuditHeads(link, tmp_path).note_today(NOW)
    assert first is not None
    words = first.read_text()
    told(link, "called")
    trail.seal()

    AuditHeads(link, tmp_path).note_today(NOW + timedelta(hours=1))
    AuditHeads(link, tmp_path).note_today(NOW + timedelta(days=1))

    assert first.read_text() == words
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["audit-head-2026-11-22.json", "audit-head-2026-11-23.json"]
    assert trail.verify(known_head(str(first))).problem == ""


def test_nothing_is_noted_without_a_place_or_before_there_is_a_trail(
    link: Link, tmp_path: Path
) -> None:
    assert AuditHeads(link, tmp_path).note_today(NOW) is None
    told(link, "claimed")
    AuditSeal(link, KEY).seal()
    assert AuditHeads(link, None).note_today(NOW) is None


def test_a_place_that_cannot_be_written_is_said(link: Link, tmp_path: Path) -> None:
    told(link, "claimed")
    AuditSeal(link, KEY).seal()
    (tmp_path / "file").write_text("")

    with pytest.raises(CannotBeNoted):
        AuditHeads(link, tmp_path / "file" / "below").note_today(NOW)


def test_another_file_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing of the kind")

    told_us = CliRunner().invoke(
        helpline,
        ["audit", "verify", "--head", str(tmp_path / "notes.txt")],
        env={"HELPLINE_DATA_DIR": str(tmp_path)},
    )

    assert told_us.exit_code == 2
    assert "is no file with a head" in told_us.output


@pytest.mark.parametrize(
    "given", ["{here}/nope", "nope.json", "{here}/no/where", "abc123", "F" * 64]
)
def test_a_file_that_is_not_there_is_no_alarm(tmp_path: Path, given: str) -> None:
    given = given.format(here=tmp_path)

    told_us = CliRunner().invoke(
        helpline,
        ["audit", "verify", "--head", given],
        env={"HELPLINE_DATA_DIR": str(tmp_path)},
    )

    assert told_us.exit_code == 2
    assert f"no such file: {given}" in told_us.output
    assert "WHOLE" not in told_us.output


def test_a_directory_or_a_file_with_another_head_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text('{"mac": "none of ours"}')

    for name in ("", "other.json"):
        with pytest.raises(ValueError, match=r"cannot be read|is no file with a head"):
            known_head(str(tmp_path / name))


def test_none_that_an_earlier_run_printed_is_no_head() -> None:
    assert known_head("none") == known_head("") == ""
    assert known_head("f" * 64) == "f" * 64
