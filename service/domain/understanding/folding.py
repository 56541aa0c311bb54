"""Characters: from whatever a phone sends to plain small letters.

Unicode's many ways to write a letter become one (R2). What the letters spell is not
known here.
"""

import re
import unicodedata
from functools import lru_cache

LONGEST = 1600
KEPT_AT_THE_END = 400

# Cyrillic, Greek and other letters that look Latin; NFKC leaves them alone.
LOOKALIKES = str.maketrans(
    "авекмнорстухьіїјѕԁһӏԛԝαεηικνορτυχωγɑɡıłøđæœªº",
    "abekmhopctyxbiijsdhlqwaenikvoptuxwyagilodaoao",
)
QUOTES = {
    **dict.fromkeys(map(ord, "’‘‛`´ʼ′＇"), "'"),
    **dict.fromkeys(map(ord, "“”„«»"), '"'),
}
EMOJI_WORDS = {
    "😂": "lol", "🤣": "lol", "💀": "lol", "☠": "lol", "😹": "lol", "😆": "lol",
    "🔫": "gun", "🛑": "stopsign", "📞": "phonesign", "☎": "phonesign", "🤙": "phonesign",
    "👍": "thumbsup", "🙏": "pray", "❤": "heartsign", "🔪": "knife", "🖕": "middlefinger",
    "🆘": "sos", "💔": "brokenheart",
}  # fmt: skip
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]"
)
_MARKS = re.compile("[\u0300-\u036f]")
_CONTROLS = dict.fromkeys([*range(9), *range(14, 32), 127])  # those of ASCII
_UNUSUAL = re.compile(r"([^\t-\r -_a-~]+)")  # "`" is a quotation mark
_MOST_FOLDED_APART = 32
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_EMOJI = re.compile("|".join(EMOJI_WORDS))
_SPANISH_LETTERS = re.compile("[ñ¿¡áéíóúÁÉÍÓÚÑ]")


def fold(text: str) -> str:
    """Plain small ASCII letters, marks gone, invisible characters gone, emoji as words.

    A text longer than one message is cut in the middle: first and last words tell most.
    """
    if len(text) > LONGEST:
        text = text[: LONGEST - KEPT_AT_THE_END] + " " + text[-KEPT_AT_THE_END:]
    text = text.translate(_CONTROLS) if text.isascii() else _fold_unicode(text)
    return text.lower()


def _fold_unicode(text: str) -> str:
    """Fold what is not plain ASCII: each stretch of it stands by itself, the same ones once.

    A mark on a plain letter is lost either way, so that the letter need not be looked at.
    """
    parts = _UNUSUAL.split(text)
    distinct = set(parts[1::2])
    if len(distinct) > _MOST_FOLDED_APART:  # another script: cheaper as a whole
        return _fold_stretch(text)
    folded = {one: _fold_one(one) if len(one) == 1 else _fold_stretch(one) for one in distinct}
    parts[1::2] = [folded[one] for one in parts[1::2]]
    return "".join(parts)


def _fold_stretch(text: str) -> str:
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text).translate(QUOTES))
    text = _INVISIBLE.sub("", text).casefold().translate(LOOKALIKES)
    text = _MARKS.sub("", unicodedata.normalize("NFD", text))
    text = _EMOJI.sub(lambda found: f" {EMOJI_WORDS[found[0]]} ", text)
    return _NOT_ASCII.sub(" ", text)


# Accented letters, quotation marks and emoji come again and again, in every text.
_fold_one = lru_cache(maxsize=512)(_fold_stretch)


def has_spanish_letters(text: str) -> bool:
    return not text.isascii() and _SPANISH_LETTERS.search(text) is not None
