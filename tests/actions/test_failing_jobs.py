"""A job that fails leaves no number behind: RQ writes the traceback into the store."""

import traceback
from dataclasses import dataclass, replace

import pytest

from service.actions.ports import Change, Ports
from service.domain.errors import TryLater
from service.domain.leg import LegState
from tests.builders import TEXTER, a_leg
from tests.fakes import FakeTelephone
from workers import jobs


@dataclass
class Talkative(FakeTelephone):
    """Twilio's own error names the number."""

    def hang_up(self, sid: str) -> None:
        try:
            raise ValueError(f"{TEXTER} cannot be hung up on")
        except ValueError as error:
            raise TryLater("Twilio failed") from error


def test_what_rq_keeps_of_a_failed_job_names_no_number(ports: Ports) -> None:
    now = ports.store.now()
    leg = a_leg(state=LegState.PLACED, sid="CA" + "1" * 32, at=now)
    ports.store.commit(Change(now=now, records=(leg,)))
    jobs.prepare(replace(ports, telephone=Talkative()))

    with pytest.raises(jobs.JobFailed) as failure:
        jobs.hang_up(leg.id)

    kept = "".join(traceback.format_exception(failure.value))
    assert TEXTER not in kept
    assert "TryLater" in kept
