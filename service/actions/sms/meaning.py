"""What a text means, beside what came before it: our own words come back, the last two minutes
together, the language that was chosen.
"""

from dataclasses import replace

from service.actions.ports import Around, Ports
from service.actions.sms import opting
from service.actions.sms.erase_words import read_as_erase
from service.actions.sms.loops import OUR_OLDER_WORDS, OUR_OWN_WORDS, is_echo, quotes_us
from service.actions.sms.their_language import in_their_language
from service.actions.sms.their_place import read_as_place
from service.domain.understanding import A_REACTION, AUTOMATIC, Understanding

NOBODYS_OWN = (OUR_OWN_WORDS, OUR_OLDER_WORDS, A_REACTION)


def is_nobodys_own(means: Understanding) -> bool:
    """Whether it is no part of a conversation: nobody meant it, and nothing goes on from it."""
    return means.matched in NOBODYS_OWN or means.refined == AUTOMATIC


def meaning_of(ports: Ports, body: str, known: Around) -> Understanding:
    """What the text means; a crisis may be read out of the last two minutes together."""
    language = known.person.language or None
    means = ports.understander.understand(body, known_language=language)
    means = in_their_language(ports, means, body, known.person)
    if is_echo(body, known.conversation, ports.wording):
        # Our words name 911 and 988; coming back they are a machine's, not somebody in danger.
        return Understanding("unknown", means.language, OUR_OWN_WORDS)
    if quotes_us(body, ports.wording):
        return Understanding("unknown", means.language, OUR_OLDER_WORDS)
    means = read_as_place(means, body, known)
    means = read_as_erase(means, body, known)
    if means.is_crisis or not known.conversation.recent:
        return means
    if is_nobodys_own(means):
        return means
    return _of_two_minutes(ports, body, known, vague=opting.is_vague(means, body)) or means


def _of_two_minutes(ports: Ports, body: str, known: Around, *, vague: bool) -> Understanding | None:
    """A crisis said in pieces: only that may be read out of several texts, a wish stands in one.
    But a vague "I am done with this" ends what was told before it, not our texts."""
    language = known.person.language or None
    said = known.conversation.joined_with(body, known.now)
    together = ports.understander.understand(said, known_language=language)
    if vague and not together.is_crisis:
        said = known.conversation.joined_with("", known.now)
        together = ports.understander.understand(said, known_language=language)
    if not together.is_crisis and not (vague and together.intent == "human"):
        return None
    together = in_their_language(ports, together, said, known.person)
    return replace(together, matched=f"the last two minutes together: {together.matched}")
