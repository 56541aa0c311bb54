"""From folded text to pieces between spaces, without signature, links and marks.

Marks that may stand for letters stay inside a piece. What a piece spells is not known here.
"""

import re

MOST_WORDS = 400

_SIGNATURE = re.compile(
    r"(?:^|\s)[-–~*_ ]*(?:(?:sent|enviado|mandado|escrito) (?:from|via|using|desde|con|por)\b"
    r"|get outlook|obten(?:er|ga)? outlook|outlook para|sent with).{0,60}$",
    re.DOTALL,
)
REACTION = re.compile(
    r"^(?:liked|loved|disliked|laughed at|emphasi[sz]ed|questioned|reacted .{1,12} to"
    r"|removed an? \w+ from|le gusto|le encanto|reacciono .{1,20} a)\s*[\"“«]",
)
_LINK = re.compile(
    r"(?:https?://|www\.)\S+|\b[a-z0-9-]{2,}\.(?:com|net|org|ly|co|io|me|info|link|xyz|top)"
    r"(?:/\S*)?(?=[\s,!?]|$)"
)
_OVERDOSED = re.compile(
    r"\bo\.?[- ]?d[.']? ?'ed\b|\bo\.?d'd\b|\bod-?ed\b|\bo\.?d\.?'ing\b|\bo\.d\."
)
_BETWEEN = re.compile(r"[^a-z0-9*$@!#']+")
_SHOUT = re.compile(r"(?<=[a-z])!+1[!1]*(?![a-z0-9])|!(?![a-z0-9])|(?<![a-z0-9])!")


def pieces_of(folded: str) -> list[str]:
    text = _SIGNATURE.sub(" ", folded) if "sent" in folded or "outlook" in folded else folded
    if "desde" in folded or "enviado" in folded:
        text = _SIGNATURE.sub(" ", text)
    if "." in text or "://" in text:
        text = _LINK.sub(" weblink ", text)
    text = _OVERDOSED.sub(" overdosed ", text)
    if "$$" in text:
        text = text.replace("$$", " dollars ").replace("$", " ")
    if "!" in text:
        text = _SHOUT.sub(" ", text)
    pieces = []
    for chunk in _BETWEEN.split(text)[: MOST_WORDS * 2]:
        piece = chunk.replace("'", "")
        if not piece.isalnum():
            piece = _without_ends(piece)
        if piece:
            pieces.append(piece)
    return pieces[:MOST_WORDS]


def _without_ends(piece: str) -> str:
    """Marks inside a word may stand for letters; at its end they are just marks."""
    if piece == "#":
        return "number"
    return piece.strip("*#@!") if piece[:1] not in "$@" else piece.rstrip("*#@!$")
