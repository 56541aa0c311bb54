"""How callers are brought to somebody: who is rung, for how long, and what else may be rung.

Every field has a default: a helpline that sets nothing here works.
"""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from service.domain.policy import Ringing
from service.settings.kinds import transfer_number

TransferNumber = Annotated[str, AfterValidator(transfer_number)]


class CallSettings(BaseModel):
    """The part of the settings that live calls go by."""

    call_ceiling_s: int = Field(
        alias="HELPLINE_CALL_CEILING_S",
        default=180,
        ge=1,
        le=3600,
        description="Seconds a caller waits before a callback is offered, 1 to 3600.",
    )
    ringing: Ringing = Field(
        alias="HELPLINE_RINGING",
        default=Ringing.LONGEST_IDLE,
        description="One of longest-idle, one-after-another, all-at-once.",
    )
    ring_time_s: int = Field(
        alias="HELPLINE_RING_TIME_S",
        default=20,
        ge=5,
        le=60,
        description="Seconds a specialist's phone rings for a caller, 5 to 60.",
    )
    ring_rounds: int = Field(
        alias="HELPLINE_RING_ROUNDS",
        default=3,
        ge=1,
        le=20,
        description="How often everybody is tried before a wait becomes a callback, 1 to 20.",
    )
    crisis_number: TransferNumber = Field(
        alias="HELPLINE_CRISIS_NUMBER",
        default="",
        description="The ten-digit line of a crisis centre, tried out from this number.",
    )
    interpreter_number: TransferNumber = Field(
        alias="HELPLINE_INTERPRETER_NUMBER",
        default="",
        description="The number of an interpreting service that answers at once.",
    )
