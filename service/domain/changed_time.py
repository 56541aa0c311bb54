"""A call taken back at one time and asked for at another in one text: "dont call today, call me
friday at 2". It is a change of the hour, and no request is lost.

Knows no hours: what they come to is read in stated_time.
"""

import re

from service.domain.named_time import Named
from service.domain.refused_times import meant_in
from service.domain.said_dates import names_date
from service.domain.said_days import names_day
from service.domain.time_talk import (
    ANY_DAY,
    is_only_a_time,
    of_the_call,
    pieces_in,
    plain,
    with_called_hours,
)
from service.domain.time_words import AT_ONCE, TODAY

WISH = re.compile(
    r"\b(?:(?:call|ring|phone|dial)(?: (?:me|us)\b|\b)|(?:llame|marque|hable)n?(?:me|nos)?\b"
    r"|(?:me|nos) (?:llam|marc|marqu|habl)(?:[ae]n?|[ae]s)\b|(?:llama|marca|habla)(?:me|nos)\b)"
)
AT_ONCE_WISHED = re.compile(
    rf"(?:{WISH.pattern})(?: (?:me|us|nos|back|please|pls|plz|porfa|por favor))*"
    rf" (?:{AT_ONCE}|{TODAY})(?!\w)"
)
NAMES_WHOM = re.compile(r"(?:me|nos|us)\b|\w+(?:me|nos)$")
# A mere "call" is a wish only where something begins; in "cancel my call" it is the thing.
BEGINS = re.compile(
    r"(?:^|[,;.!?:]|\b(?:and|then|but|just|please|pls|instead|y|pero|mejor|sino|entonces|solo"
    r"|por favor|porfa)) ?$"
)
WANTED = (
    r"(?:you|u|yall|ya|guys|anyone|anybody|someone|somebody|to|ever|please|pls|just|even|really"
    r"|want|need|have|like|wish|bother|keep|trying|quiero|quisiera|necesito|ocupo|que|hace|falta"
    r"|hay|ustedes|nadie|alguien)"
)
NO_WISH = re.compile(
    r"\b(?:(?:dont|do not|doesnt|didnt|wont|never|not|no|cant|cannot|cancel|stop|quit|without"
    rf"|nobody|nadie|nunca|tampoco|sin|if|when|why|did|had|si|cuando)(?: {WANTED})*"
    r"|i|ill|ima|gonna|he|she|they|hell|shell|theyll|will|would|already|always|keeps?|kept"
    r"|(?<!you )(?<!u )(?<!someone )(?<!somebody )to) $"
)
# What they do themselves, and what is not yet asked for.
THEIR_OWN = re.compile(
    r"\b(?:i|im|ill|ima|yo|les|los|te)(?: (?:will|can|am|going|gonna|to|would|just|voy|a))*"
    r" (?:call|phone|ring|dial|llam|marc|habl)|\b(?:maybe|perhaps|might|quizas?|tal vez|said|told"
    r"|promised)\b"
)


def asks_for_another_time(words: str) -> bool:
    """Whether a text that takes a call back asks for one at a time that it does not refuse."""
    said = plain(words)
    if wishes_at_once(said) or any(_names_time(said[at:]) for at in _wishes(said)):
        return True
    return _names_other_day(said)


def wishes_at_once(said: str) -> bool:
    """Whether plain words ask for a call now or today."""
    return any(AT_ONCE_WISHED.match(said, at) for at in _wishes(said))


def _wishes(said: str) -> list[int]:
    """Where a call is asked for, and nobody says no to it or makes it themselves."""
    return [
        found.start()
        for found in WISH.finditer(said)
        if not NO_WISH.search(said[: found.start()])
        and (NAMES_WHOM.search(found[0]) or BEGINS.search(said[: found.start()]))
    ]


def _names_time(wish: str) -> bool:
    pieces = of_the_call(pieces_in(wish, ANY_DAY), asks_for_call=True)
    return any(_is_time(each) for each in meant_in(with_called_hours(pieces)).named)


def _is_time(named: Named) -> bool:
    says = named.sort or named.clock or named.part or named.later
    return bool(says) and not named.bare


def _names_other_day(said: str) -> bool:
    """ "No call today please, tomorrow 2pm": one day is refused, another is all that is said."""
    if not (names_day(said) or names_date(said)) or THEIR_OWN.search(said):
        return False
    pieces = pieces_in(said, ANY_DAY)
    if not is_only_a_time(pieces):
        return False
    meant = meant_in(pieces)
    refuses = "day" in meant.refused or meant.not_on
    return bool(refuses) and any(each.sort not in ("", "today") for each in meant.named)
