"""Encrypts single fields, each bound to the record and field it belongs to (AES-256-GCM).

A field moved to another record does not open. The first key encrypts, all keys decrypt.
Knows nothing of records or Redis.
"""

import base64
import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
FINGERPRINT_BYTES = 4


class CannotDecrypt(Exception):
    """No known key opens this field, or it was moved or changed."""


class Cipher:
    """One or more data keys; each key string is stretched to 256 bits with SHA-256."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        if not keys:
            raise ValueError("at least one data key is needed")
        digests = [hashlib.sha256(b"helpline data key:" + key.encode()).digest() for key in keys]
        self._boxes = {
            hashlib.sha256(digest).digest()[:FINGERPRINT_BYTES]: AESGCM(digest)
            for digest in digests
        }
        self._newest = next(iter(self._boxes))

    def encrypt(self, plain: str, place: str) -> str:
        """Return URL-safe text that opens only with `place` ("callback:ID:phone")."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._boxes[self._newest].encrypt(
            nonce, plain.encode("utf-8", "surrogatepass"), place.encode()
        )
        return base64.urlsafe_b64encode(self._newest + nonce + sealed).decode()

    def is_newest(self, sealed: str) -> bool:
        """Whether the first key made this; opens nothing."""
        return base64.urlsafe_b64decode(sealed)[:FINGERPRINT_BYTES] == self._newest

    def decrypt(self, sealed: str, place: str) -> str:
        """Open what `encrypt` made for the same place; raises CannotDecrypt."""
        raw = base64.urlsafe_b64decode(sealed)
        box = self._boxes.get(raw[:FINGERPRINT_BYTES])
        rest = raw[FINGERPRINT_BYTES:]
        if box is None:
            raise CannotDecrypt(f"no data key for {place}")
        try:
            plain = box.decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], place.encode())
        except InvalidTag as error:
            raise CannotDecrypt(f"{place} was changed or moved") from error
        return plain.decode("utf-8", "surrogatepass")
