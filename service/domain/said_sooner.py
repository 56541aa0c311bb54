"""Asking for a saved call sooner: "now", "can it be earlier", "i cant wait til tomorrow".

Knows no hours: whether one is named instead is read in stated_time.
"""

import re

from service.domain.changed_time import THEIR_OWN, wishes_at_once
from service.domain.facts import folded
from service.domain.said_days import TOMORROW
from service.domain.time_talk import plain, says_only
from service.domain.time_words import AT_ONCE, TODAY

# What they have now, and what is over by now, is no wish.
OVER_BY = "".join(f"(?<!{word} )" for word in ("for", "by", "til", "till", "until", "por", "hasta"))
NOW = re.compile(
    rf"(?<!\w){OVER_BY}(?:{AT_ONCE}|ya (?:por favor|porfa)|(?<=llamenme )ya|(?<=llameme )ya"
    r"|(?<=llamen )ya|(?<=me llamen )ya|^ya$)(?!\w)"
)
ON_DAY = rf"(?:{TOMORROW}|(?:next )?\w+day|next week|(?:el )?(?:lunes|martes|jueves|viernes|sabado)"
ON_DAY += r"|(?:el )?(?:miercoles|domingo))(?: (?:morning|afternoon|evening|night))?"
EARLIER = (
    r"(?:any (?:chance|way) (?:of|for) )?(?:(?:any ?thing|something|any|much|an? (?:little|bit)) )?"
    r"(?:sooner(?! or later)|earlier|before (?:that|then)|antes(?: de eso)?"
    r"|mas (?:pronto|temprano))"
)
CANT = r"(?:cant|can not|cannot|couldnt|dont want to|dont wanna)"
NO_PUEDO = r"no (?:puedo|podemos|quiero|queremos|aguanto)"
WAIT = re.compile(
    rf"(?<!\w)(?:(?<!your call )(?<!ur call )(?<!the call )(?<!llamada ){EARLIER}(?! de )"
    rf"(?: (?:than|que) (?:that|this|eso|{ON_DAY}))?|before {ON_DAY}|antes de {ON_DAY}"
    rf"|{CANT} wait (?:(?:(?:un)?till?|for) )?(?:{ON_DAY}|that long|so long|this long|any ?longer)"
    rf"|{NO_PUEDO} esperar (?:tanto|mas(?: tiempo)?|hasta (?:{ON_DAY}))"
    rf"|(?:thats?|{ON_DAY})(?: is)? (?:way |much )?too (?:late|long|far)(?: (?:away|off))?"
    rf"|(?:eso|{ON_DAY}) (?:ya )?es (?:muy|demasiado) (?:tarde|tiempo)|es mucho tiempo)(?!\w)"
)
SOONER = re.compile(rf"(?:{NOW.pattern})|(?:{WAIT.pattern})|(?<!\w){OVER_BY}(?:{TODAY})(?!\w)")
# "Is it today?" asks about the call, "im ok now" is no wish for one.
NO_WISH = re.compile(
    r"^(?:(?:is|are|r|was|were|did|do|does|will|when|es|sera|van? a|me van? a)(?!\w)"
    r"(?! (?:it |there )?(?:possible|posible|any|anything|something)))"
    r"|\b(?:im|i am|its|it is|thats|feel\w*|estoy|todo)(?: \w+)?"
    r" (?:good|ok|okay|fine|better|great|bien|mejor)\b|\b(?:got|get) (?:it|that)\b"
    r"|\btoo late now\b|\bhave a\b"
)

NOT_THEN = re.compile(
    r"^no[,.]? (?=mejor|actually|i mean|please|pls|call|llam|me llam|i need|i want)"
)


def asks_sooner(words: str) -> bool:
    """Whether all that is said is that a call is wanted now, today, or sooner than it is saved."""
    said = NOT_THEN.sub("", plain(words))
    if not says_only(SOONER, said):
        return False
    as_written = re.sub(r"['’´`]", "", folded(words)).strip(" ¿¡")
    return not (NO_WISH.search(as_written) or THEIR_OWN.search(said))


def asks_at_once(words: str) -> bool:
    """Whether a call is asked for now or today, whatever else is said; a question is no wish."""
    said = plain(words)
    return wishes_at_once(said) and not says_only(SOONER, said)


def without_waiting(words: str) -> str:
    """The text without what they will not wait for, in which any time that it names is left."""
    return WAIT.sub(" ", plain(words))


def means_today(words: str) -> bool:
    """Whether another day would be no answer: "today", and not "now"."""
    said = plain(words)
    return not (NOW.search(said) or WAIT.search(said))
