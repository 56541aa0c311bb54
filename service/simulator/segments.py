"""How many SMS segments a text takes (3GPP TS 23.038). Knows nothing of who sends it."""

GSM7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM7_TWO_SEPTETS = frozenset("\f^{}\\[~]|€")


def count_segments(text: str) -> int:
    """At least 1, also for an empty text."""
    if all(letter in GSM7 or letter in GSM7_TWO_SEPTETS for letter in text):
        return _split([2 if letter in GSM7_TWO_SEPTETS else 1 for letter in text], 160, 153)
    return _split([2 if ord(letter) > 0xFFFF else 1 for letter in text], 70, 67)


def _split(widths: list[int], alone: int, chained: int) -> int:
    if sum(widths) <= alone:
        return 1
    segments, room = 1, chained
    for width in widths:
        # A letter of two units is never torn apart between two segments.
        if width > room:
            segments, room = segments + 1, chained
        room -= width
    return segments
