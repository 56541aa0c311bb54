"""Asking for a call at no time but "later": "call me later", "me llamas al rato", "another day".

Knows no hours: whether one is named beside it is read in stated_time, from what is left here.
"""

import re

from service.domain.facts import folded

LATER = re.compile(
    r"\b(?:(?:a (?:little |bit )?)?later(?: on)?(?: today)?(?! than)|hoy mas tarde"
    r"|(?:un poco )?mas tarde(?: hoy)?(?! de\b)|(?:some )?(?:an)?other (?:day|time)"
    r"|(?:a )?different (?:day|time)|not (?:right )?now|in a (?:little )?(?:bit|while)"
    r"|(?:mas )?al (?:rato|ratito)|(?:en|dentro de) un (?:rato|ratito)|luego(?! de\b)"
    r"|despues(?! del?\b)|(?:en )?otr[oa] (?:dia|momento|rato|hora)|(?:ahora|ahorita) no)\b"
)
# "I will call later" and "dont call me now" ask for no call.
NO_WISH = r"(?:dont|do not|never|not|no|no me|stop|quit|i|ill|i can|i will|ima|gonna|let me|to)"
WISH = re.compile(
    r"\b(?:call|ring|phone|llamen?|llam[ae]s?(?:me)?|llam[ae]n(?:me|nos)?|llameme|llamarme|llamarian"
    r"|marquen?(?:me)?|marc[ae](?:me)?|marc[ae][ns]|marcarme|hablen?me|hablame|hable[ns]?"
    r"|habla[ns]|hablarme)\b"
)
BEFORE_A_WISH = re.compile(rf"\b{NO_WISH} (?:just |please |pls )*$")


def asks_for_later(words: str) -> bool:
    """Whether a call is asked for, and "later" is said: of the call, or that now is no time."""
    said = _plain(words)
    wishes = any(not BEFORE_A_WISH.search(said[: found.start()]) for found in WISH.finditer(said))
    return wishes and LATER.search(said) is not None


def without_later(words: str) -> str:
    """The text without those words, in which any other time that it names is left."""
    return LATER.sub(" ", _plain(words, keep=" .,;:!?/-"))


def _plain(words: str, *, keep: str = "") -> str:
    said = re.sub(r"['’´`]", "", folded(words))
    return " ".join(re.sub(rf"[^\w{re.escape(keep)}]+", " ", said).split())
