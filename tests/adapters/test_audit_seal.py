"""The sealed audit trail: whatever is done to it behind our back is seen."""

import threading

import pytest

from service.adapters.audit_seal import AuditSeal
from service.adapters.redis_link import Link

KEY = "a key of the tests"


def told(link: Link, *deeds: str) -> None:
    """Write audit entries as the commits do."""
    for deed in deeds:
        link.xadd("audit", {"who": "amina", "what": deed, "record": "callback:1", "why": ""})


def entries(link: Link) -> list[str]:
    return [name for name, _ in link.xrange("audit")]


def test_an_untouched_trail_is_whole(link: Link) -> None:
    trail = AuditSeal(link, KEY)
    assert trail.verify().problem == ""
    told(link, "claimed", "called")
    trail.seal()
    told(link, "closed")
    trail.seal()
    told(link, "too new")

    verdict = trail.verify()

    assert (verdict.sealed, verdict.unsealed, verdict.problem) == (3, 1, "")


def test_sealing_again_seals_nothing_twice(link: Link) -> None:
    trail = AuditSeal(link, KEY)
    told(link, "claimed")

    assert [trail.seal(), trail.seal()] == [1, 0]


def test_a_long_trail_is_sealed_piece_by_piece(link: Link) -> None:
    trail = AuditSeal(link, KEY)
    told(link, *("claimed" for _ in range(1200)))

    assert [trail.seal() for _ in range(4)] == [500, 500, 200, 0]
    assert trail.verify().sealed == 1200


@pytest.mark.parametrize("place", [0, 2, -1])
def test_a_deleted_entry_is_missed(link: Link, place: int) -> None:
    trail = AuditSeal(link, KEY)
    told(link, "claimed", "called", "saw the number", "released", "closed")
    trail.seal()

    link.xdel("audit", entries(link)[place])

    assert trail.verify().problem != ""


def test_a_rewritten_trail_is_not_believed(link: Link) -> None:
    trail = AuditSeal(link, KEY)
    told(link, "claimed", "saw the number")
    trail.seal()
    first, last = entries(link)

    link.delete("audit")
    link.xadd("audit", {"who": "ben", "what": "claimed", "record": "x", "why": ""}, id=first)
    link.xadd("audit", {"who": "ben", "what": "closed", "record": "x", "why": ""}, id=last)

    assert "changed" in trail.verify().problem


def test_seals_made_without_the_key_are_not_believed(link: Link) -> None:
    told(link, "claimed")
    AuditSeal(link, "another key").seal()

    assert "changed" in AuditSeal(link, KEY).verify().problem


def test_missing_seals_are_noticed(link: Link) -> None:
    trail = AuditSeal(link, KEY)
    told(link, "claimed")
    trail.seal()

    link.delete("audit:seals")

    assert "seals are gone" in trail.verify().problem


def test_a_trail_cut_short_is_found_by_a_head_noted_elsewhere(link: Link) -> None:
    trail = AuditSeal(link, KEY)
    told(link, "claimed")
    trail.seal()
    told(link, "saw the number")
    trail.seal()
    noted = trail.verify().head
    last_entry, last_seal = entries(link)[-1], link.xrevrange("audit:seals", count=1)[0][0]

    link.xdel("audit", last_entry)
    link.xdel("audit:seals", last_seal)
    link.hset("audit:head", mapping=link.xrevrange("audit:seals", count=1)[0][1])

    assert trail.verify().problem == ""
    assert "noted elsewhere" in trail.verify(noted).problem


def test_two_sweeps_make_one_chain(link: Link) -> None:
    told(link, *("claimed" for _ in range(50)))
    sealed: list[int] = []

    def sweep() -> None:
        for _ in range(20):
            sealed.append(AuditSeal(link, KEY).seal())
            told(link, "called")

    sweeps = [threading.Thread(target=sweep) for _ in range(4)]
    for each in sweeps:
        each.start()
    for each in sweeps:
        each.join()
    AuditSeal(link, KEY).seal()

    verdict = AuditSeal(link, KEY).verify()
    assert (verdict.sealed, verdict.problem) == (130, "")
