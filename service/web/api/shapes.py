"""What goes in and out of the API, as pydantic models; the OpenAPI document is made from them."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from service.actions.listing import row_of
from service.domain.callback import HELD, Callback, Outcome, Reason, State
from service.domain.phone import to_e164
from service.domain.specialist import Specialist

MOST_ON_A_PAGE = 200
# Beyond this a token was never given out; JSON's integers have no end.
HIGHEST_TOKEN = 2**53 - 1


def _as_e164(written: object) -> object:
    if not isinstance(written, str):
        raise ValueError("a number is written as text")
    number = to_e164(written) if len(written) <= 40 and not _has_letters(written) else None
    if number is None:
        raise ValueError("this is not a telephone number; write it like +12125550123")
    return number


def _has_letters(written: str) -> bool:
    return any(sign.isalpha() for sign in written)


def _outcome(written: object) -> object:
    """Hyphens and underscores do for spaces: wrong-number."""
    if not isinstance(written, str):
        return written
    return written.strip().lower().replace("-", " ").replace("_", " ")


E164 = Annotated[
    str,
    BeforeValidator(_as_e164),
    Field(description="Telephone number, E.164.", examples=["+12125550123"]),
]
Token = Annotated[
    int,
    Field(strict=True, ge=0, le=HIGHEST_TOKEN, description="The token your claim returned."),
]


class Nothing(BaseModel):
    """A body without fields; others are ignored."""


class CallbackWish(BaseModel):
    """Who wants to be called."""

    phone: E164
    language: Literal["en", "es"] = "en"
    reason: Reason = Reason.WEB_FORM


class Held(BaseModel):
    """Proof of the newest claim."""

    token: Token


class Closing(Held):
    """How it ended."""

    outcome: Annotated[Outcome, BeforeValidator(_outcome)]
    notes: str = Field(default="", max_length=4000, description="Replaces the notes, if any.")


class Listing(BaseModel):
    """Which callbacks to list."""

    model_config = ConfigDict(extra="ignore")

    state: State | None = None
    cursor: str = Field(default="", max_length=200, description="`next` of the page before.")
    limit: int = Field(default=50, ge=1, le=MOST_ON_A_PAGE)


class CallbackShown(BaseModel):
    """One callback, as the asker may see it. Times are ISO 8601 in UTC."""

    id: str
    state: State
    phone: str = Field(description="Masked, unless you hold it.")
    language: str
    reason: Reason
    crisis: bool
    created_at: str
    promise_at: str = Field(description="When the person was told the call would come.")
    due_at: str = Field(description="When it may next be tried, or when its lease ends.")
    attempts: int = Field(description="How often the person was rung in vain.")
    specialist: str | None = Field(description="Who holds it, or closed it.")
    outcome: Outcome | None
    token: int | None = Field(description="The fencing token; null unless you hold it.")
    version: int


class CallbackPage(BaseModel):
    """A page of callbacks, by the time they were asked for."""

    callbacks: list[CallbackShown]
    next: str | None = Field(description="Cursor of the next page; null on the last.")


class StatsRange(BaseModel):
    """Of which days to tell the past too."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)

    since: str | None = Field(
        default=None, alias="from", max_length=10, description="First day, such as 2026-11-01."
    )
    until: str | None = Field(default=None, alias="to", max_length=10, description="Last day.")


class Period(BaseModel):
    """Figures of a range of days on the helpline's clock; null where nothing was measured."""

    first: str
    last: str
    zone: str
    figures: dict[str, float | None] = Field(description="Shares are of 1, _s are seconds.")
    languages: dict[str, dict[str, float | None]]
    channels: dict[str, dict[str, float | None]]


class Stats(BaseModel):
    """How things stand now, and how they were in a range of days, if one was asked for."""

    as_of: str
    callbacks: dict[str, int] = Field(description="Callbacks by state.")
    ready: int = Field(description="Callbacks whose turn it is.")
    late: int = Field(description="Of those, promised for a time that has passed.")
    crisis: int = Field(description="Of those, crises.")
    callers_waiting: int
    specialists_on_shift: int
    alerts_open: int
    period: Period | None = Field(default=None, description="With `from` or `to` only.")


class Problem(BaseModel):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    next_at: str | None = Field(default=None, description="From when it may be called.")
    errors: list[dict[str, str]] | None = Field(default=None, description="What is wrong where.")


def shown_to(asker: Specialist, callback: Callback, *, is_demo: bool) -> CallbackShown:
    """The callback without what this asker may not know."""
    mine = callback.state in HELD and callback.specialist == asker.id
    return CallbackShown(
        **row_of(callback, reveal=mine or is_demo),
        token=callback.token if mine else None,
        version=callback.version,
    )
