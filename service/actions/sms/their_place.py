"""Where a text says that its writer is: by a ZIP code, a zone, a city or a state.

A place that may be anybody else's counts only where nothing but a time stands beside it.
"""

from service.actions.sms.answer import Situation
from service.domain.stated_time import speaks_of_time
from service.domain.zip_said import zip_beside_request
from service.domain.zone_said import zone_in, zone_of_texter


def zone_told(situation: Situation) -> str:
    """The zone they name in this very text; "" for none."""
    body = situation.body
    code = zip_beside_request(body)
    zone = situation.ports.zip_zones.zone_of(code) if code else None
    if not zone and speaks_of_time(body):
        zone = zone_in(body, or_place=True)
    return zone or zone_of_texter(body)
