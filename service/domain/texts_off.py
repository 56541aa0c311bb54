"""Whether somebody wants no more texts from us, but a call: "call me tomorrow but stop texting me".

Only where a text says both plainly; in doubt STOP ends everything (R9). What somebody tells of
others, or of how they write themselves ("i dont text"), is no wish.
"""

import re

from service.domain.time_talk import plain

_OUR_TEXTS = (
    r"(?:text|txt|messag|msg|sms)\w*\b"
    r"(?! (?:(?:me )?(?:back|first)|him|her|them|people|came|come|coming|from)\b)"
)
_SENT = r"(?:stuff|things|facts|info\w*)"
_US = r"(?<!\bi )(?<!\bwe )(?<!they )"
_NOBODY_ELSE = r"(?<!cant )(?<!wont )(?<!not )(?<!never )(?<!him to )(?<!her to )(?<!them to )"
NO_TEXTS = re.compile(
    rf"{_NOBODY_ELSE}\b(?:stop|quit)(?: (?:sending|me|any|the|these|all|with|your))* {_OUR_TEXTS}"
    rf"|{_US}\b(?:dont|do not|never)(?: (?:send|me|us|any|more|the|these))* {_OUR_TEXTS}"
    rf"|\b(?:dont|do not) (?:want|need)(?: (?:any|more|the|these|your))* {_OUR_TEXTS}"
    rf"|(?:^|[,;.!?] ?|\b(?:please|pls|want|but|and) )no {_OUR_TEXTS}|\bno more {_OUR_TEXTS}"
    rf"|\b(?:stop|quit|dont|do not) send(?:ing)?(?: (?:me|us|any|more|the|all|this|your))* {_SENT}"
    r"|\b(?:no|dejen? de|paren? de|basta de|ya no)"
    r"(?: (?:me|mas|mandar|mandarme|manden?|enviar|enviarme|envien?|los|de|quiero))*"
    r" (?:textos?|texteen|mensajes?|mensajitos?|escrib(?:an?|as|ir|irme))\b"
)

_ASKS = r"(?:(?:call|ring|phone) me\b|(?:llame|marque|hable)n?me\b|(?:llama|marca)me\b)(?! again)"
_BUT = r"(?:but|just|instead|only|pero|mejor|solo|nomas|sino)"
_PLEASE = r"(?:please|pls|porfa|por favor)"
_THEN = r"(?= ?(?:$|[.,;!?]|instead|at|on|in|after|before|today|tomorrow|later|please|pls|thanks))"
_WANTING = (
    r"(?:i|id|we|you|please|still|do|want|would|like|need|keep|to|get|have|am|im|ok|fine|with"
    r"|yo|si|quiero|quisiera|necesito|espero|todavia|aun|hagan|denme|dejen|por favor)"
)
_THE_CALL = r"(?:the|my|that|a|la|mi|esa|una) (?:phone )?(?:call|callback|llamada)\b(?! to )"
CALL = re.compile(
    # "call me", where it does not hang on what is to stop
    rf"(?:^|[,;.!?]|\b(?:{_BUT}|{_PLEASE})) ?(?:(?:you can|can you|{_PLEASE}|{_BUT}) )*{_ASKS}"
    r"|\b(?:stop|quit) \w+ing\b[^,;.!?]* and (?:please |pls )?(?:call|ring|phone) me\b(?! again)"
    r"|\by (?:llame|marque|hable)n?me\b"
    # "just call"
    rf"|\b(?:{_BUT}|{_PLEASE}) (?:(?:{_PLEASE}|{_BUT}|you can) )*(?:call|llamen?){_THEN}"
    r"|\bcall instead\b|(?:^|[,;.!?] ?)call (?:only|at|after|before|today|tomorrow|later)\b"
    # "just the call", "but i still want the call", "the call is fine"
    rf"|\b(?:{_BUT}|keep|(?:i|still|yo|si) (?:want|need|quiero|necesito))"
    rf"(?: {_WANTING})* {_THE_CALL}"
    r"|\b(?:call|calls|calling)(?: me)? (?:is|are) (?:still )?(?:ok|okay|fine|good|welcome)\b"
)

_A_CALL = r"(?:call|phon|ring|llam|marc|marq)"
NO_CALL = re.compile(
    r"\b(?:stop|quit|no|not|dont|never|nor|or|ni|o|dejen de|paren de)"
    rf"(?: (?:more|mas|me|the|any|want|need|quiero|las?|una))* {_A_CALL}"
    rf"|\b(?:and|y)(?: (?:more|mas|me|the|any|las?))+ {_A_CALL}"
    r"|\band (?:calling|calls|phoning|ringing)\b|\band call(?: again)?$"
    r"|\by (?:llamar|llamad|llamen?\b|marcar)"
    r"|\b(?:cancel|forget|skip|drop|end|cancele\w*|olvid\w*)(?: \w+)? (?:call|callback|llamada)"
)


def wants_call_not_texts(words: str) -> bool:
    """Whether it says both, and nothing against a call."""
    said = plain(words)
    return bool(NO_TEXTS.search(said) and CALL.search(said)) and not NO_CALL.search(said)
