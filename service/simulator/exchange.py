"""The parts of the pretend Twilio in one bundle, built once and handed over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from service.simulator.courier import Courier
from service.simulator.events import Event
from service.simulator.faults import Faults
from service.simulator.options import Options
from service.simulator.times import Clock
from service.simulator.webhooks import WebhookFailed, Webhooks
from service.simulator.wire import Wire
from service.simulator.world import World

if TYPE_CHECKING:
    from service.simulator.leg import Leg


@dataclass(frozen=True)
class Exchange:
    options: Options
    world: World
    wire: Wire
    faults: Faults
    webhooks: Webhooks
    courier: Courier
    clock: Clock
    legs: dict[str, "Leg"] = field(default_factory=dict)

    def tell(self, call_sid: str | None, event: Event) -> bool:
        """Tell a live leg; False where there is none."""
        with self.world.lock:
            leg = self.legs.get(call_sid or "")
        if leg is None:
            return False
        leg.tell(event)
        return True

    def absolute(self, url: str, base: str = "") -> str:
        """Relative to the document that names it, or to the service's own address."""
        return urljoin(base or self.options.signed_url + "/", url)

    def notify(
        self, lane: str, url: str | None, params: Mapping[str, str], method: str = "POST"
    ) -> None:
        """Send a status callback in the background; Twilio sends it once, so do we."""
        if not url:
            return
        address = self.absolute(url)
        fault = self.faults.for_webhook(address, params)

        def carry() -> None:
            try:
                self.webhooks.deliver(address, params, method, fault)
            except WebhookFailed as failure:
                self.world.note_error(failure.code, str(failure), url=address, sid=lane)

        if fault and fault.delay_s:
            self.courier.send_later(fault.delay_s, carry)
        else:
            self.courier.send(lane, carry)


def build_exchange(options: Options) -> Exchange:
    wire, faults = Wire(), Faults()
    return Exchange(
        options=options,
        world=World(options),
        wire=wire,
        faults=faults,
        webhooks=Webhooks(options, wire, faults),
        courier=Courier(),
        clock=Clock(options.speed),
    )
