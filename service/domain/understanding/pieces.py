"""From folded text to pieces between spaces, without signature, links and marks.

Marks that may stand for letters stay inside a piece. What a piece spells is not known here.
"""

import re
from string import ascii_lowercase, digits

from service.domain.understanding.folding import EMOJI_WORDS

MOST_WORDS = 400
WORDS_FROM_THE_END = 150

_SIGNATURE = re.compile(
    r"(?:^|\s)[-–~*_ ]*(?:(?:sent|enviado|mandado|escrito) (?:from|via|using|desde|con|por)\b"
    r"|get outlook|obten(?:er|ga)? outlook|outlook para|sent with).{0,60}$",
    re.DOTALL,
)
# A phone's "Liked “…”", and nothing else: whoever writes on after the quotation says something.
REACTION = re.compile(
    r"^\W*(?:liked|loved|disliked|laughed at|emphasi[sz]ed|questioned|reacted .{1,12} to"
    r"|removed an? .{1,20} from|le gusto|le encanto|reacciono .{1,20} a"
    rf"|(?:(?:{'|'.join(sorted(set(EMOJI_WORDS.values())))}) *)*to)"
    r'\s*"[^"]*"\s*$',
)
# Each of these searches is slow. A quick look goes before it: it may be wrong only in that
# there turns out to be nothing.
_SIGNED = ("sent", "outlook", "enviado", "mandado", "escrito")
_LONGEST_SIGNATURE = 80
_SITE = r"\.(?:com|net|org|ly|co|io|me|info|link|xyz|top)(?:/\S*)?(?=[\s,!?]|$)"
_ENDS_LIKE_A_SITE = re.compile(_SITE)
_LINK = re.compile(rf"(?:https?://|www\.)\S+|\b[a-z0-9-]{{2,}}{_SITE}")
_OVERDOSED = re.compile(
    r"\bo\.?[- ]?d[.']? ?'ed\b|\bo\.?d'd\b|\bod-?ed\b|\bo\.?d\.?'ing\b|\bo\.d\."
)
# "5 kms" is a way; "2 kms" and "4 kms" may be "to" and "for" before the other thing.
_KILOMETRES = re.compile(r"(?<![\w.,])(?![24]\s?k)\d[\d.,]*\s?kms\b")
_FELLOWSHIP = re.compile(r"(?<![\w.])([an])\.a(?:\.(?!\w)|(?![\w.]))")
_LIKE_OVERDOSED = ("'ed", "d'd", "oded", "od-ed", "'ing", "o.d.")
_SHOUT = re.compile(r"!(?:(?<=[a-z]!)!*1[!1]*(?![a-z0-9])|(?![a-z0-9])|(?<![a-z0-9]!))")
_MARKS_AS_LETTERS = "*$@!#"
_KEPT = ascii_lowercase + digits + _MARKS_AS_LETTERS
_SPACED = {
    **{code: " " for code in range(128) if chr(code) not in _KEPT},
    ord("'"): None,  # "can't" is one piece
}


def pieces_of(folded: str) -> list[str]:
    text = _without_signature(folded)
    if _may_have_link(text):
        text = _LINK.sub(" weblink ", text)
    if _may_say_overdosed(text):
        text = _OVERDOSED.sub(" overdosed ", text)
    if ".a" in text:
        text = _FELLOWSHIP.sub(r" \1a ", text)
    if "kms" in text:
        text = _KILOMETRES.sub(" kilometers ", text)
    if "$$" in text:
        text = text.replace("$$", " dollars ").replace("$", " ")
    if "!" in text:
        text = _SHOUT.sub(" ", text)
    chunks = text.translate(_SPACED).split()
    pieces = [chunk if chunk.isalnum() else _without_ends(chunk) for chunk in chunks]
    return _without_middle([piece for piece in pieces if piece])


def _without_middle(pieces: list[str]) -> list[str]:
    """First and last words tell most."""
    if len(pieces) <= MOST_WORDS:
        return pieces
    return pieces[: MOST_WORDS - WORDS_FROM_THE_END] + pieces[-WORDS_FROM_THE_END:]


def _without_signature(folded: str) -> str:
    if not _may_be_signed(folded):
        return folded
    text = _SIGNATURE.sub(" ", folded) if "sent" in folded or "outlook" in folded else folded
    if "desde" in folded or "enviado" in folded:
        text = _SIGNATURE.sub(" ", text)
    return text


def _may_be_signed(text: str) -> bool:
    end = text[-_LONGEST_SIGNATURE:]
    return any(word in end for word in _SIGNED)


def _may_have_link(text: str) -> bool:
    return "://" in text or "www." in text or _ENDS_LIKE_A_SITE.search(text) is not None


def _may_say_overdosed(text: str) -> bool:
    return any(part in text for part in _LIKE_OVERDOSED)


def _without_ends(piece: str) -> str:
    """Marks inside a word may stand for letters; at its end they are just marks."""
    if piece == "#":
        return "number"
    return piece.strip("*#@!") if piece[:1] not in "$@" else piece.rstrip("*#@!$")
