"""Which language somebody reads from us, and when it changes.

Who chose it, or wrote whole sentences in it, keeps it until they choose the other or plainly write
in that; one word that they borrow changes nothing.
"""

from dataclasses import replace

from service.actions.ports import Ports
from service.actions.sms.answer import Situation
from service.domain.person import Person
from service.domain.understanding import Understanding


def in_their_language(
    ports: Ports, means: Understanding, body: str, person: Person
) -> Understanding:
    """What it means, answered in the language that they have settled on."""
    if not person.language_settled or means.language == person.language:
        return means
    if ports.understander.is_plainly_in(body, means.language):
        return means
    return replace(means, language=person.language)


def reading(situation: Situation, person: Person) -> Person:
    """The person with the language of this answer as theirs from now on."""
    language = situation.language
    chosen = bool(situation.means.language_asked_for)
    plain = chosen or situation.ports.understander.is_plainly_in(situation.body, language)
    return person.reads(language, settled=plain)
