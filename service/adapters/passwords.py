"""Passwords as argon2id hashes, and whether one is easily guessed. Knows nothing of who has one."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# By zxcvbn's scale: 2 is guessed within 100 million tries, 4 needs more than 10 billion.
STRONG_ENOUGH = 3
# Its time grows fast with the length; what begins well does not get weaker.
JUDGED = 32


class Argon2Passwords:
    """Implements ports.Passwords with argon2-cffi's defaults (RFC 9106, low memory)."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        self._nobody = ""

    def hash(self, password: str) -> str:
        """A salted hash."""
        return self._hasher.hash(_bytes(password))

    def matches(self, hashed: str, password: str) -> bool:
        """Whether this is the password; takes as long for an empty hash, and is False then."""
        try:
            self._hasher.verify(hashed or self._of_nobody(), _bytes(password))
        except (VerificationError, InvalidHashError):
            return False
        return bool(hashed)

    def is_weak(self, password: str, about: tuple[str, ...]) -> bool:
        """Whether it is among the first that somebody would guess who knows `about` them."""
        # Not at the top: its word lists take long to load, and passwords are seldom chosen.
        from zxcvbn import zxcvbn

        found = zxcvbn(password[:JUDGED], user_inputs=[each for each in about if each])
        return bool(found["score"] < STRONG_ENOUGH)

    def _of_nobody(self) -> str:
        # Made once and only when needed: the first unknown user alone takes twice as long.
        self._nobody = self._nobody or self.hash("nobody has this password")
        return self._nobody


def _bytes(password: str) -> bytes:
    """A lone surrogate is no reason to fall over."""
    return password.encode("utf-8", "surrogatepass")
