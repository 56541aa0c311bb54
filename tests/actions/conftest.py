"""Somebody who texts, as several files of these tests begin."""

from datetime import datetime

import pytest

from service.domain.calling_hours import CallingHours
from tests.actions.texting import TimedTexter
from tests.builders import NOON

ANYWHERE = "+19865550142"


@pytest.fixture
def by_day(with_policy, web_link):
    """Somebody who has asked for a call, at noon or `at`, and is called in the day only."""

    def texting(phone: str = ANYWHERE, at: datetime = NOON) -> TimedTexter:
        someone = TimedTexter(with_policy(calling=CallingHours()), web_link, phone)
        someone.it_is(at)
        someone.texts("CALL")
        return someone

    return texting
