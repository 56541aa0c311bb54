"""Which regions and kinds of line may be dialled and texted."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field

from service.domain.reach import HOME, ORDINARY, LineKind, Reach, Region
from service.settings.kinds import listed


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


Regions = Annotated[frozenset[Region], BeforeValidator(listed), BeforeValidator(_upper)]
LineKinds = Annotated[frozenset[LineKind], BeforeValidator(listed), BeforeValidator(_lower)]


class ReachSettings(BaseModel):
    """The part of the settings that keeps calls and texts from going where fraud pays."""

    regions: Regions = Field(
        alias="HELPLINE_REGIONS",
        default=HOME,
        min_length=1,
        description="Some of US, PR, VI, GU, AS, MP and CA, with commas between.",
    )
    line_kinds: LineKinds = Field(
        alias="HELPLINE_LINE_KINDS",
        default=ORDINARY,
        min_length=1,
        description="Some of fixed, mobile and voip, with commas between.",
    )

    @property
    def reach(self) -> Reach:
        """Whom we may dial and text by ourselves."""
        return Reach(self.regions, self.line_kinds)
