"""A secret that cannot slip into a log by way of ``repr``. It knows nothing else."""

from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema


class Secret(str):
    """Text whose ``repr`` is masked; anything that really needs it reads it as a string."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Secret('**********')"

    def get_secret_value(self) -> str:
        """Return the bare text, for those who expect pydantic's own way of asking."""
        return str(self)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema())
