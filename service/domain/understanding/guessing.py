"""What one unknown piece of a text was meant to be.

Digits for letters, masked and drawn-out letters, slips, and words run together.
"""

import re
from collections.abc import Mapping, Sequence

from service.domain.understanding.lexicon import Lexicon

_LEET = str.maketrans("0134578$@!", "oieastbsai")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_DOUBLED = re.compile(r"(.)\1+")
# "aaaaaa", "aaarghhh", "uuugh": nothing but voice.
_CRY = re.compile(r"(?=.*(.)\1\1)[aeiou]+[hrgyw]*")
A_CRY = "ah"


def guess_word(piece: str, slang: Mapping[str, tuple[str, ...]], lexicon: Lexicon) -> Sequence[str]:
    """What an unknown piece was meant to be; the piece itself when nothing is near."""
    if lexicon.is_real(piece):
        return (piece,)
    if not piece.isalpha():
        piece = _unmasked(piece, lexicon)
        if piece in slang or piece in lexicon:
            return slang.get(piece, (piece,))
    has_doubled = _DOUBLED.search(piece) is not None
    if has_doubled and (drawn_out := _without_drawn_out_letters(piece, slang, lexicon)):
        return drawn_out
    if _CRY.fullmatch(piece):
        return (A_CRY,)
    plain = _DRAWN_OUT.sub(r"\1", piece) if has_doubled else piece
    near = lexicon.nearest(plain)
    stem = lexicon.stem_of(piece)
    if stem:
        # "textung" is "texting" rather than some word that begins with "text".
        is_slip = near and near.startswith(stem[:-1]) and not lexicon.is_careful
        return (near if near and is_slip else stem,)
    if near:
        return (near,)
    parts = lexicon.split(plain, slang) if len(plain) > 4 else None
    if parts is None:
        return (piece,)
    return [word for part in parts for word in slang.get(part, (part,))]


def _without_drawn_out_letters(
    piece: str, slang: Mapping[str, tuple[str, ...]], lexicon: Lexicon
) -> Sequence[str]:
    """ "heeelp" is "help"; empty when no known word comes of it."""
    for form in (_DRAWN_OUT.sub(r"\1\1", piece), _DOUBLED.sub(r"\1", piece)):
        if (form in slang or form in lexicon) and lexicon.may_be_drawn_out(form):
            return slang.get(form, (form,))
    return ()


def _unmasked(piece: str, lexicon: Lexicon) -> str:
    if "*" in piece or "#" in piece:
        return next((word for word in lexicon.maskable if _fits(piece, word)), piece)
    plain = piece.translate(_LEET)
    if any(mark.isdigit() for mark in piece) and not _means_letters(plain, lexicon):
        return piece
    return plain if plain.isalpha() else re.sub(r"[^a-z0-9]", "", piece)


def _fits(masked: str, word: str) -> bool:
    return len(masked) == len(word) and all(
        mark in "*#" or mark == letter for mark, letter in zip(masked, word, strict=True)
    )


def _means_letters(plain: str, lexicon: Lexicon) -> bool:
    return plain in lexicon or _DOUBLED.sub(r"\1", plain) in lexicon
