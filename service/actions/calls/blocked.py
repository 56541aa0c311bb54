"""A caller whose number is blocked for a while: calm words, 8 for a crisis, the closing line."""

from service.actions.calls.heard import Heard
from service.actions.calls.levels import ask, listen, other_language, say
from service.actions.calls.place import Place
from service.actions.calls.script import Say, Script
from service.actions.ports import Around, Ports
from service.domain.blocking import end_to_name
from service.domain.person import Person
from service.domain.phone import known_zone
from service.domain.when_words import when_spoken


def is_refused(around: Around, *, crisis: bool = False) -> bool:
    """Whether this caller is not to be served now; a crisis, also an earlier one, always is."""
    if crisis or (around.call is not None and around.call.crisis):
        return False
    named = _named(around)
    their_own = around.person.is_blocked(around.now)
    return their_own or (named is not None and named.is_blocked(around.now))


def end_spoken(heard: Heard, around: Around, language: str) -> str:
    """The end of the block on the caller's own clock, as it is spoken."""
    until = around.person.blocked_until or around.now
    named = _named(around)
    if named is not None and named.blocked_until is not None:
        until = named.blocked_until
    zone = known_zone(heard.caller) if heard.caller else None
    return when_spoken(end_to_name(until), now=around.now, zone=zone, language=language, kind="at")


def _named(around: Around) -> Person | None:
    """Who a withheld call is about, by the number keyed in."""
    withheld = around.call is not None and not around.call.phone
    return around.given if withheld else None


def closing_words(ports: Ports, place: Place, when: str) -> Script:
    """Until when, 911, 988 and key 8; in a caller's unknown language the way to the other."""
    here = place.at("blocked")
    words: tuple[Say, ...] = (say(ports, here, "blocked", when=when),)
    if not place.known:
        words = (*words, other_language(ports, here))
    return (listen(ports, here, *words),)


def said_again(ports: Ports, heard: Heard, place: Place, around: Around | None = None) -> Script:
    """The words once more, as the block stands now; a lifted one leads to the first level."""
    around = around or ports.store.around(heard.person(ports), call_sid=heard.sid)
    if not is_refused(around):
        return ask(ports, place.at("first"))
    return closing_words(ports, place, end_spoken(heard, around, place.language))
