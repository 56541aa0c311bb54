"""Characters: from whatever a phone sends to plain small letters.

Unicode's many ways to write a letter become one (R2). What the letters spell is not
known here.
"""

import re
import unicodedata

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
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_EMOJI = re.compile("|".join(EMOJI_WORDS))
_SPANISH_LETTERS = re.compile("[ñ¿¡áéíóúÁÉÍÓÚÑ]")


def fold(text: str) -> str:
    """Plain small ASCII letters, marks gone, invisible characters gone, emoji as words.

    A text longer than one message is cut in the middle: first and last words tell most.
    """
    if len(text) > LONGEST:
        text = text[: LONGEST - KEPT_AT_THE_END] + " " + text[-KEPT_AT_THE_END:]
    if not text.isascii():
        text = _fold_unicode(text)
    elif not text.isprintable():
        text = _INVISIBLE.sub("", text)
    return text.lower()


def _fold_unicode(text: str) -> str:
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text).translate(QUOTES))
    text = _INVISIBLE.sub("", text).casefold().translate(LOOKALIKES)
    text = _MARKS.sub("", unicodedata.normalize("NFD", text))
    text = _EMOJI.sub(lambda found: f" {EMOJI_WORDS[found[0]]} ", text)
    return _NOT_ASCII.sub(" ", text)


def has_spanish_letters(text: str) -> bool:
    return not text.isascii() and _SPANISH_LETTERS.search(text) is not None
