"""The address somebody signs in with."""

import re

from service.domain.errors import NotAllowed

LONGEST_EMAIL = 254
# One sign, one dot: whether a mailbox is behind it matters to nobody here, it is a name to sign in.
AN_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def an_email(typed: str) -> str:
    """The address that was typed; raises NotAllowed where it is none."""
    address = typed.strip()
    is_one = AN_EMAIL.fullmatch(address) and address.isprintable()
    if not is_one or len(address) > LONGEST_EMAIL:
        raise NotAllowed("write an e-mail address, such as amina@example.org")
    return address
