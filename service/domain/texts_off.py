"""Whether somebody wants no more texts from us, but a call: "call me tomorrow but stop texting me".

Only where a text says both plainly; in doubt STOP ends everything (R9).
"""

import re

from service.domain.time_talk import plain

NO_TEXTS = re.compile(
    r"\b(?:stop|quit|no more|no|dont|do not|never)(?: (?:sending|send|me|any|more|the|these|with))*"
    r" (?:text|messag|msg|sms)\w*"
    r"|\b(?:no|dejen? de|ya no)(?: (?:me|mas|mandar|manden?|enviar|envien?|los|de))*"
    r" ?(?:texto|mensaje|escrib)\w*"
)
CALL = re.compile(
    r"(?:^|[,;.!?]|\b(?:but|just|instead|please|pls|only|pero|mejor|solo|porfa|por favor)) ?"
    r"(?:(?:you can|can you|please|pls|just) )*"
    r"(?:(?:call|ring|phone) me\b|(?:llame|marque|hable)n?me\b|(?:llama|marca)me\b)(?! again)"
)
NO_CALL = re.compile(
    r"\b(?:stop|quit|no|not|dont|never|nor|or|and|ni|o|y|dejen de)(?: more| me)*"
    r" (?:call|phon|ring|llam|marc|marq)"
)


def wants_call_not_texts(words: str) -> bool:
    """Whether it says both, and nothing against a call."""
    said = plain(words)
    return bool(NO_TEXTS.search(said) and CALL.search(said)) and not NO_CALL.search(said)
