"""What a word means only as the answer to what was just asked on a call: yes and no, a number, a
part of the day.

A crisis is looked for before any of this, and what the helpline itself is asked after it.
"""

from service.actions.calls.place import Place
from service.domain.stated_time import names_day_or_hour

# One short word at a question of ours; the recogniser writes it in its own language's spelling.
YES = frozenset({"yes", "yeah", "yep", "correct", "right", "si", "sí", "see", "correcto", "claro"})
NO = frozenset({"no", "nope", "wrong", "incorrecto"})
MESSAGE = ("message", "voicemail", "mensaje", "recado")
INTERPRETER = ("interpreter", "intérprete", "interprete")
PARTS_OF_DAY = {
    "morning": ("morning", "por la mañana", "en la mañana", "de la mañana"),
    "afternoon": ("afternoon", "tarde", "noon", "mediodía"),
    "evening": ("evening", "night", "noche"),
}


def answer_said(place: Place, speech: str) -> str:
    """The name of what is wanted, "" where the words are to be understood like any others."""
    said = speech.casefold().strip(" .,!¡¿?")
    match place.level:
        case "number" if sum(c.isdigit() for c in said) > 6:
            return "digits"
        case "saved" | "readback" if said in YES:
            return "right"
        case "readback" if said in NO:
            return "wrong"
        case "first" | "nobody" if not place.open and _any(MESSAGE, said):
            return "message"
        case "interpreter" if _any(INTERPRETER, said):
            return "interpreter"
        case "time" if names_day_or_hour(speech):
            return "stated-time"
        case "time":
            parts = (part for part, words in PARTS_OF_DAY.items() if _any(words, said))
            return next(parts, "")
    return ""


def _any(words: tuple[str, ...], said: str) -> bool:
    return any(word in said for word in words)
