"""The shapes a setting may have: numbers, addresses, plain text, keys; each refuses with a reason.

Knows no setting by name.
"""

import re
from typing import Annotated

from pydantic import AfterValidator

from service.settings.secret import Secret

E164 = re.compile(r"\+[1-9]\d{7,14}")
ACCOUNT_SID = re.compile(r"AC[0-9a-fA-F]{32}")
NEUTRAL_NAME_LIMIT = 18
# GSM 03.38 basic set without its escape table (3GPP TS 23.038): one septet a character.
GSM_7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)


def _number(value: str) -> str:
    if not E164.fullmatch(value):
        raise ValueError("is not a phone number with + and country code")
    return value


def transfer_number(value: str) -> str:
    """A number to connect callers to: never an emergency number, which Twilio routes by the
    address of our number and not by where the caller is
    (twilio.com/docs/voice/tutorials/emergency-calling-for-programmable-voice)."""
    if re.fullmatch(r"\+?1?(911|933|112|988)", value):
        raise ValueError("is an emergency number, which is reached by the caller's own phone only")
    return _number(value)


def account_sid_shape(value: str) -> str:
    """Refuse what is no Account SID."""
    if not ACCOUNT_SID.fullmatch(value):
        raise ValueError("is not AC and 32 hexadecimal digits")
    return value


def _gsm_7(value: str) -> str:
    strange = "".join(sorted(set(value) - GSM_7))
    if strange:
        raise ValueError(f"has characters that a plain text message has not: {strange}")
    return value


def neutral_name(value: str) -> str:
    """Refuse a name too long, or of characters a text message has not."""
    if len(value) > NEUTRAL_NAME_LIMIT:
        raise ValueError(f"is longer than {NEUTRAL_NAME_LIMIT} characters")
    return _gsm_7(value)


def redis_address(value: str) -> str:
    """Refuse what is no address of a Redis."""
    if not value.startswith(("redis://", "rediss://", "unix://")):
        raise ValueError("is not a redis://, rediss:// or unix:// address")
    return value


def _http_url(value: str) -> str:
    if not re.fullmatch(r"https?://[^/\s?#@]+(/[^\s?#]*)?", value):
        raise ValueError("is not an http:// or https:// address")
    return value.rstrip("/")


def public_address(value: str) -> str:
    """Refuse an address whose path a proxy, a browser and a signature might read differently."""
    value = _http_url(value)
    path = value.partition("://")[2].partition("/")[2]
    plain = re.fullmatch(r"([A-Za-z0-9_~-][A-Za-z0-9._~-]*(/|$))*", path)
    if not plain:
        raise ValueError("has a path of other than plain letters, digits and single slashes")
    return value


def voice_name(value: str) -> str:
    """Refuse what is no name of a voice."""
    if not re.fullmatch(r"[A-Za-z]+([.-][A-Za-z0-9]+)*", value):
        raise ValueError("is not the name of a voice")
    return value


def listed(value: object) -> object:
    """Split a list written with commas."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


def _strong(value: str) -> str:
    if len(value) < 32:
        raise ValueError("is shorter than 32 characters")
    if len(set(value)) < 8:
        raise ValueError("repeats too few different characters")
    return value


Number = Annotated[str, AfterValidator(_number)]
HttpUrl = Annotated[str, AfterValidator(_http_url)]
PublicUrl = Annotated[str, AfterValidator(public_address)]
PlainText = Annotated[str, AfterValidator(_gsm_7)]
Key = Annotated[Secret, AfterValidator(_strong)]
KEY_HINT = 'Make one with: python3 -c "import secrets; print(secrets.token_urlsafe(32))"'
