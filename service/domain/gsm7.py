"""How long a text message is on the air, and how to keep it short.

Knows the GSM 7-bit alphabet and the rule for cutting long texts (3GPP TS 23.038 and 23.040).
Does not know what any text says.
"""

import unicodedata

SEPTETS_SINGLE, SEPTETS_PART = 160, 153
UNITS_SINGLE, UNITS_PART = 70, 67

# 3GPP TS 23.038, section 6.2.1, without the escape itself.
BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Section 6.2.1.1: an escape and a second septet.
EXTENSION = frozenset("\f^{}\\[~]|€")

# Typography that has a plain twin; what is not here is decomposed or dropped.
PLAIN = {
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\t", " "),
    "…": "...",
    "•": "*",
    "º": "o",
    "ª": "a",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
}


def is_gsm7(text: str) -> bool:
    """True when every character has a place in the GSM 7-bit alphabet."""
    return all(character in BASIC or character in EXTENSION for character in text)


def encoding(text: str) -> str:
    """Name what the network will use: "GSM-7", or "UCS-2" for the whole text."""
    return "GSM-7" if is_gsm7(text) else "UCS-2"


def septets(text: str) -> int:
    """Count the septets of a GSM-7 text; a character of the extension table takes two."""
    if not is_gsm7(text):
        raise ValueError("the text holds a character that is not in GSM-7")
    return sum(_septets_of(character) for character in text)


def segments(text: str) -> int:
    """Count the messages a text is sent (and paid) as; an empty text is one."""
    if is_gsm7(text):
        return _parts([_septets_of(c) for c in text], SEPTETS_SINGLE, SEPTETS_PART)
    return _parts([_units_of(c) for c in text], UNITS_SINGLE, UNITS_PART)


def to_gsm7(text: str) -> str:
    """Write a value so that it fits a GSM-7 text: "José García" becomes "José Garcia".

    Accents outside the alphabet, typographic quotes and dashes become their plain twins; what has
    none (emoji, other scripts, control characters) is left out.
    """
    plain = "".join(_plain(character) for character in unicodedata.normalize("NFC", text))
    return " ".join(plain.split()) if plain != text else text


def not_gsm7(text: str) -> str:
    """Return the characters that would turn the whole text into UCS-2, each once."""
    return "".join(dict.fromkeys(c for c in text if c not in BASIC and c not in EXTENSION))


def _plain(character: str) -> str:
    if character in BASIC or character in EXTENSION:
        return character
    twin = PLAIN.get(character) or unicodedata.normalize("NFKD", character)
    return "".join(c for c in twin if c in BASIC or c in EXTENSION)


def _septets_of(character: str) -> int:
    return 2 if character in EXTENSION else 1


def _units_of(character: str) -> int:
    """UTF-16 code units: an emoji takes two."""
    return 2 if ord(character) > 0xFFFF else 1


def _parts(widths: list[int], single: int, part: int) -> int:
    """Cut greedily; an escape pair or a surrogate pair goes whole into the next part."""
    if sum(widths) <= single:
        return 1
    full = 1
    room = part
    for width in widths:
        if width > room:
            full, room = full + 1, part
        room -= width
    return full
