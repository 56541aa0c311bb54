"""Whether a wish for an end says what it wants to end: texts, calls, a list, this number.

"Stop texting me" does. "I am done with this" may be about anything; after a crisis, about a life.
"""

import re
from collections.abc import Sequence

from service.domain.facts import folded

OURS = re.compile(
    r"\b(?:te?xt|messag|msg|sms|subscri|unsub|list\b|number|contact|spam|notif|alert|opt|remove"
    r"|delete|bother|leave (?:me|us) alone|lea?ve me be\b|phone|call|ring\b|writ|send|bot\b|robot"
    r"|mensaj|texto|suscri|lista|numero|notific|avis|baja\b|quit[ae]n?me|borr|elimin|saquen?me"
    r"|molest|en paz|telefono|celular|llam|escrib|mand(?:ar|en|es)|envi)"
)
CARRIER_STOP = frozenset(
    {"stop", "stopall", "unsubscribe", "end", "quit", "cancel", "revoke", "optout"}
)
"""The words that Twilio itself takes for an opt-out (R2)."""
PLAIN_STOP = CARRIER_STOP | {"alto", "parar", "cancelar", "please", "now", "por", "favor", "ya"}
ONLY_STOP = frozenset({"stop", "stopall", "unsubscribe", "optout", "alto"})
"""Of these what is nothing else beside a story, either ("i give up. end")."""


def says_what_ends(words: str) -> bool:
    """Whether it names something of ours, or is a carrier's word and nothing else."""
    return names_ours(words) or PLAIN_STOP.issuperset(_words(words))


def names_ours(words: str) -> bool:
    """Whether it names something of ours: texts, calls, a list, this number."""
    return OURS.search(folded(words)) is not None


def is_plain_stop(sentence: str) -> bool:
    """Whether it is "STOP" or "ALTO", and nothing else."""
    said = _words(sentence)
    return bool(said) and ONLY_STOP.issuperset(said)


def _words(text: str) -> Sequence[str]:
    return re.findall(r"\w+", folded(text))
