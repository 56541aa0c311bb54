"""How numbers are written so that a synthetic voice says them digit by digit.

Knows nothing of what the numbers are for.
"""

GROUPS = {10: (3, 3, 4), 11: (1, 3, 3, 4)}


def digit_by_digit(number: str) -> str:
    """Space a number's digits: "800-915-1270" becomes "8 0 0, 9 1 5, 1 2 7 0".

    Ten digits, or eleven with the country's 1, are grouped as people say them; the country's 1 of
    a "+1" number is left out, as nobody here dials or says it.
    """
    digits = "".join(c for c in number if c.isdecimal())
    if number.startswith("+1") and len(digits) == 11:
        digits = digits[1:]
    spoken, start = [], 0
    for size in GROUPS.get(len(digits), (len(digits),)):
        spoken.append(" ".join(digits[start : start + size]))
        start += size
    return ", ".join(spoken)
