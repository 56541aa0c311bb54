"""Whether words that may be a STOP ask us to forget somebody: read just after they were told how.

"Delete my number" is a STOP on any other day. Off a list is always one.
"""

import re

from service.domain.time_talk import plain

_ME = r"(?:me|us|it|(?:all )?(?:of )?(?:my|our) (?:phone )?(?:number|num|contact|name|phone))"
ERASE = re.compile(
    rf"\b(?:delete|erase|wipe|forget) {_ME}\b"
    r"|\b(?:borr|elimin)(?:a|e|en|ad|ar)(?:me|lo|los)\b|\bme (?:borr|elimin)(?:a|e|en|an)\b"
    r"|\b(?:borr|elimin)(?:a|e|en|ad|ar) (?:ya )?(?:mi|el) (?:num|tel|cel|contacto|nombre)"
)
FROM_A_LIST = re.compile(
    r"\b(?:list|lists|contacts|group|texts|messages|system|database|off"
    r"|lista|listas|contactos|grupo|mensajes|textos|sistema|base|aqui|ahi)\b"
)
NO_MORE = re.compile(
    r"\b(?:stop|quit|no more|dont|do not|never|unsubscribe|ya no|no me|no mas|dejen|paren|alto)\b"
)


def asks_to_be_erased(words: str) -> bool:
    """Whether somebody who knows that they may be forgotten asks for just that."""
    said = plain(words)
    return bool(ERASE.search(said)) and not (FROM_A_LIST.search(said) or NO_MORE.search(said))
