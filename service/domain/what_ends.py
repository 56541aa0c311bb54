"""Whether a wish for an end says what it wants to end: texts, calls, a list, this number.

"Stop texting me" does. "I am done with this" may be about anything; after a crisis, about a life.
"""

import re

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


def says_what_ends(words: str) -> bool:
    """Whether it names something of ours, or is a carrier's word and nothing else."""
    said = folded(words)
    return OURS.search(said) is not None or PLAIN_STOP.issuperset(re.findall(r"\w+", said))
