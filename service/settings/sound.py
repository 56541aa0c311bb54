"""What callers hear and may leave behind: voices, and messages of their own.

Every field has a default: a helpline that sets nothing here speaks, and records nobody.
"""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from service.domain.voicemail import VoicemailOffer
from service.domain.voices import DEFAULTS, eligible
from service.settings.kinds import voice_name

VoiceName = Annotated[str, AfterValidator(voice_name)]
ON_THE_LIST = "Production takes the basic and Polly voices of Twilio's HIPAA list, such as {}."


class SoundSettings(BaseModel):
    """The part of the settings that is about sound."""

    voice_en: VoiceName = Field(
        alias="HELPLINE_VOICE_EN",
        default=DEFAULTS["en"],
        description=ON_THE_LIST.format(DEFAULTS["en"]),
    )
    voice_es: VoiceName = Field(
        alias="HELPLINE_VOICE_ES",
        default=DEFAULTS["es"],
        description=ON_THE_LIST.format(DEFAULTS["es"]),
    )
    voicemail: VoicemailOffer = Field(
        alias="HELPLINE_VOICEMAIL",
        default=VoicemailOffer.OFF,
        description="One of off, closed, unanswered.",
    )
    voicemail_days: int = Field(
        alias="HELPLINE_VOICEMAIL_DAYS",
        default=7,
        ge=1,
        le=30,
        description="Days until a caller's message is deleted at Twilio, 1 to 30.",
    )

    @property
    def refused_voices(self) -> tuple[str, ...]:
        """The names of settings whose voice is not on Twilio's HIPAA list."""
        given = {"HELPLINE_VOICE_EN": (self.voice_en, "en")}
        given["HELPLINE_VOICE_ES"] = (self.voice_es, "es")
        return tuple(n for n, (voice, spoken) in given.items() if voice not in eligible(spoken))
