"""API tokens as lines of a list: what each may do and when it was used, never the token."""

from dataclasses import dataclass
from datetime import datetime

from service.actions.ports import ApiToken
from service.web.console.clock import Clock
from service.web.console.labels import SCOPES


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRow:
    """One token in words."""

    id: str
    label: str
    scopes: str
    made: str
    used: str


def token_rows(tokens: list[ApiToken], clock: Clock) -> list[TokenRow]:
    """Put tokens into words."""
    return [
        TokenRow(
            id=each.id,
            label=each.label or "Without a name",
            scopes=", ".join(SCOPES[scope].lower() for scope in SCOPES if scope in each.scopes),
            made=f"made {_when(each.made_at, clock)}" if each.made_at else "",
            used=f"used {_when(each.used_at, clock)}" if each.used_at else "never used",
        )
        for each in tokens
    ]


def _when(at: datetime, clock: Clock) -> str:
    return clock.ago(at)
