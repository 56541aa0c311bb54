"""As whom each kind of process signs in to the store; left out, all share one address."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field

from service.settings.kinds import redis_address
from service.settings.secret import Secret

Role = Literal["web", "worker", "sweep"]
ROLES: tuple[Role, ...] = ("web", "worker", "sweep")
ADDRESS_OF: dict[Role, str] = {role: f"HELPLINE_REDIS_URL_{role.upper()}" for role in ROLES}
HINT = "The store's address with this process's own user; left out, HELPLINE_REDIS_URL is used."

Address = Annotated[Secret, AfterValidator(redis_address)]


class StoreUserSettings(BaseModel):
    """The store's address for each kind of process, see config/redis-users.acl."""

    redis_url_web: Address | None = Field(
        alias="HELPLINE_REDIS_URL_WEB", default=None, description=HINT
    )
    redis_url_worker: Address | None = Field(
        alias="HELPLINE_REDIS_URL_WORKER", default=None, description=HINT
    )
    redis_url_sweep: Address | None = Field(
        alias="HELPLINE_REDIS_URL_SWEEP", default=None, description=HINT
    )
