"""Codes of authenticator apps by pyotp, and the picture an app reads by segno.

Knows no account: it is given the secret and the moment.
"""

from datetime import datetime

import pyotp
from pyotp.exceptions import OTPVerificationError

DIGITS = 6
# A phone's clock may be half a minute off (RFC 6238, section 6); a code is used once anyway.
STEPS_EITHER_WAY = 1


class TotpCodes:
    """Implements ports.OneTimeCodes with what every app understands: SHA-1, 6 digits, 30 s."""

    def new_secret(self) -> str:
        """A random secret of 160 bits (RFC 4226, section 4), base32."""
        return pyotp.random_base32(32)

    def step_of(self, secret: str, code: str, now: datetime) -> int | None:
        """Which 30 seconds this code belongs to, or None."""
        if len(code) != DIGITS or not (code.isascii() and code.isdigit()):
            return None
        try:
            return pyotp.TOTP(secret).verify_and_get_timecode(
                code, for_time=now, valid_window=STEPS_EITHER_WAY
            )
        except OTPVerificationError:
            return None

    def address(self, secret: str, account: str, house: str) -> str:
        """What an app reads from the picture."""
        return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=house)

    def picture(self, address: str) -> str:
        """The address as a QR code: an SVG element without script, style or outside reference."""
        # Not at the top: few processes ever draw one.
        import segno

        code = segno.make(address, micro=False, error="m")
        return code.svg_inline(omitsize=True, dark="#000", light="#fff", svgclass="qr")
