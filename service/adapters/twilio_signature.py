"""Tells whether a webhook really comes from Twilio, by twilio's own validator.

The signature covers the configured public URL, not what a proxy made of it, so nothing of the
request's Host or X-Forwarded headers is believed.
"""

from collections.abc import Mapping

from twilio.request_validator import RequestValidator


class SignatureCheck:
    """Accepts any of the tokens, so that one can be rotated without a gap."""

    def __init__(self, tokens: tuple[str, ...], public_url: str) -> None:
        self._validators = tuple(RequestValidator(token) for token in tokens)
        self._public_url = public_url.rstrip("/")

    def is_genuine(self, target: str, form: Mapping[str, str], signature: str) -> bool:
        """Whether `signature` is right for this path and query (`target`) and these fields."""
        if not signature or not signature.isascii():
            return False
        url = self._public_url + target
        return any(v.validate(url, form, signature) for v in self._validators)
