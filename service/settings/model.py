"""Every setting there is: its name, its shape, and a hint for whoever gets it wrong.

It does not know where values come from (``load``) nor which of them belong together
in which mode (``checks``).
"""

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

from service.settings.calls import CallSettings
from service.settings.kinds import (
    KEY_HINT,
    HttpUrl,
    Key,
    Number,
    PlainText,
    PublicUrl,
    account_sid_shape,
    listed,
    neutral_name,
    redis_address,
)
from service.settings.reach import ReachSettings
from service.settings.secret import Secret
from service.settings.sound import SoundSettings
from service.settings.spending import SpendingSettings
from service.settings.store import socket_path
from service.settings.store_users import Role, StoreUserSettings


class Settings(CallSettings, ReachSettings, SoundSettings, SpendingSettings, StoreUserSettings):
    """The settings of one process. Keys are text of at least 32 characters each;
    whoever encrypts derives what the cipher needs from it."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, extra="ignore")

    mode: Literal["demo", "production"] = Field(
        alias="HELPLINE_MODE", description="Set it to demo or production."
    )
    redis_url: Annotated[Secret, AfterValidator(redis_address)] = Field(
        alias="HELPLINE_REDIS_URL",
        description="Name a Redis 7 or Valkey with an append-only file, such as rediss://….",
    )
    public_url: PublicUrl = Field(
        alias="HELPLINE_PUBLIC_URL",
        description="Give the address Twilio calls, such as https://helpline.example.org.",
    )
    number: Number = Field(
        alias="HELPLINE_NUMBER", description="Give the helpline's number, such as +18009151270."
    )
    backup_number: Number = Field(
        alias="HELPLINE_BACKUP_NUMBER",
        description="Give a phone that a person answers and that does not depend on this service.",
    )
    secret_key: Key = Field(alias="HELPLINE_SECRET_KEY", description=KEY_HINT)
    data_keys: Annotated[tuple[Key, ...], BeforeValidator(listed)] = Field(
        alias="HELPLINE_DATA_KEYS",
        min_length=1,
        description=f"The first encrypts, all decrypt; commas between. {KEY_HINT}",
    )
    index_key: Key = Field(alias="HELPLINE_INDEX_KEY", description=KEY_HINT)
    twilio_account_sid: Annotated[str, AfterValidator(account_sid_shape)] = Field(
        alias="TWILIO_ACCOUNT_SID", description="Copy it from Twilio's console."
    )
    twilio_auth_tokens: Annotated[tuple[Secret, ...], BeforeValidator(listed)] = Field(
        alias="TWILIO_AUTH_TOKEN",
        min_length=1,
        description="Copy it from Twilio's console; while it is changed give new,old.",
    )
    twilio_api_url: HttpUrl | None = Field(
        alias="TWILIO_API_URL", default=None, description="Leave it out to use Twilio's own."
    )
    twilio_handles_keywords: bool = Field(
        alias="TWILIO_HANDLES_KEYWORDS",
        description="true if Twilio answers STOP, START and HELP itself (its default).",
    )
    helpline_name: Annotated[str, AfterValidator(neutral_name)] = Field(
        alias="HELPLINE_NAME",
        min_length=1,
        description="A neutral name of up to 18 plain characters that names no drug and no care.",
    )
    legal_name: str = Field(
        alias="HELPLINE_LEGAL_NAME",
        min_length=1,
        max_length=60,
        description="The registered name that callbacks open with (47 CFR 64.1200(b)).",
    )
    who_answers: PlainText = Field(
        alias="HELPLINE_WHO_ANSWERS", min_length=1, description="Say who answers the calls."
    )
    who_pays: PlainText = Field(
        alias="HELPLINE_WHO_PAYS",
        min_length=1,
        description="Say who pays, true either way, as a sentence with its full stop.",
    )
    who_answers_es: PlainText = Field(
        alias="HELPLINE_WHO_ANSWERS_ES", min_length=1, description="The same in Spanish."
    )
    who_pays_es: PlainText = Field(
        alias="HELPLINE_WHO_PAYS_ES", min_length=1, description="The same in Spanish."
    )
    retention_days: int = Field(
        alias="HELPLINE_RETENTION_DAYS",
        default=7,
        ge=1,
        le=99,
        description="Days until a finished record is erased, 1 to 99.",
    )
    statistics_days: int = Field(
        alias="HELPLINE_STATISTICS_DAYS",
        default=1100,
        ge=31,
        le=4000,
        description="Days that statistics, which name nobody, are kept: 31 to 4000.",
    )
    confirms_numbers: bool = Field(
        alias="HELPLINE_CONFIRM_NUMBERS",
        default=False,
        description="true to ask the holder of another number by one text; ask a lawyer first.",
    )
    metrics_token: Secret | None = Field(
        alias="HELPLINE_METRICS_TOKEN",
        default=None,
        min_length=16,
        description="At least 16 characters; left out, /metrics answers private addresses only.",
    )
    data_dir: Path = Field(
        alias="HELPLINE_DATA_DIR", description="A directory that can be written."
    )
    audit_head_dir: Path | None = Field(
        alias="HELPLINE_AUDIT_HEAD_DIR",
        default=None,
        description="A directory that those who keep the store cannot write.",
    )
    port: int = Field(
        alias="PORT", default=8000, ge=1, le=65535, description="A port from 1 to 65535."
    )
    bind_host: str = Field(
        alias="HELPLINE_BIND_HOST",
        default="127.0.0.1",
        description="The address to listen on; 0.0.0.0 in a container.",
    )
    web_processes: int = Field(
        alias="HELPLINE_WEB_PROCESSES", default=2, ge=1, le=16, description="From 1 to 16."
    )
    trusted_proxies: int = Field(
        alias="HELPLINE_TRUSTED_PROXIES",
        default=0,
        ge=0,
        le=5,
        description="How many proxies in front of the service may name the client's address.",
    )
    simulator_port: int = Field(
        alias="HELPLINE_SIMULATOR_PORT",
        default=8001,
        ge=1,
        le=65535,
        description="Demo mode only: where the simulator listens.",
    )
    simulator_speed: float = Field(
        alias="HELPLINE_SIMULATOR_SPEED",
        default=1.0,
        gt=0,
        le=100,
        description="Demo mode only: 20 makes every wait twenty times shorter than in life.",
    )

    @property
    def is_demo(self) -> bool:
        """Whether nothing here is real: no secret, no phone, no money."""
        return self.mode == "demo"

    @property
    def url_prefix(self) -> str:
        """The path of the public URL, such as "/helpline"; "" for the root of a host."""
        return urlsplit(self.public_url).path

    @property
    def embedded_socket(self) -> Path:
        """Where the store that we run ourselves listens, if we do."""
        return socket_path(self.data_dir)

    def redis_url_for(self, role: Role) -> Secret:
        """The store's address for this kind of process, with its own user where it has one."""
        own: Secret | None = getattr(self, f"redis_url_{role}")
        return own or self.redis_url

    @property
    def uses_embedded_store(self) -> bool:
        """Whether nobody named a store, so that `helpline run` brings its own."""
        return self.redis_url == f"unix://{self.embedded_socket}"

    @property
    def twilio_auth_token(self) -> Secret:
        """The token we sign in with; ``twilio_auth_tokens`` are those we accept."""
        return self.twilio_auth_tokens[0]
