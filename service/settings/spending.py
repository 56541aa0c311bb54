"""How much may be dialled and texted, and what is a flood; none of it ever holds back an answer or
a crisis.
"""

from pydantic import BaseModel, Field


class SpendingSettings(BaseModel):
    """The part of the settings that limits what is spent. 0 is no limit."""

    dials_a_day: int = Field(
        alias="HELPLINE_DIALS_A_DAY",
        default=3,
        ge=0,
        le=20,
        description="How often one person is called back in 24 hours, up to 20; 0 is no limit.",
    )
    dial_budget: int = Field(
        alias="HELPLINE_DIAL_BUDGET",
        default=1000,
        ge=0,
        description="Dials for callbacks in one day (UTC); 0 is no limit.",
    )
    text_budget: int = Field(
        alias="HELPLINE_TEXT_BUDGET",
        default=2000,
        ge=0,
        description="Texts in one day (UTC) that answer no text; 0 is no limit.",
    )
    flood_from: int = Field(
        alias="HELPLINE_FLOOD_FROM",
        default=100,
        ge=0,
        description="Strangers who ask by text within an hour that are a flood; 0: never.",
    )
