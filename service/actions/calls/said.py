"""What a word means only as the answer to what was just asked on a call: yes and no, a number, a
part of the day, a key that is said instead of pressed.

A crisis is looked for before any of this, and what the helpline itself is asked after it.
"""

from service.actions.calls.place import Place
from service.domain.stated_time import names_day_or_hour, speaks_of_time


def _numbered(language: str, words: str) -> dict[str, tuple[str, str]]:
    return {word: (str(number), language) for number, word in enumerate(words.split())}


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
# Said instead of pressed, in which language; a figure says nothing of that.
KEYS_SAID = {
    **{figure: (figure, "") for figure in "0123456789"},
    **_numbered("en", "zero one two three four five six seven eight nine"),
    **_numbered("es", "cero uno dos tres cuatro cinco seis siete ocho nueve"),
    "star": ("*", "en"),
    "asterisco": ("*", "es"),
}
NUMBERS_ARE_NO_KEYS = frozenset({"number", "time"})
BESIDE_A_KEY = frozenset(
    "press push the number key option please"
    " oprima marque la el tecla número opción por favor".split()
)
# "Information" alone is what key 1 is offered for; about something, it is understood like a text.
INFORMATION = frozenset({"information", "info", "recordings", "información", "informacion"})
BESIDE_INFORMATION = frozenset(
    "i i'd want need would like hear get give me some the more recorded please for"
    " quiero necesito oír oir escuchar deme dame la más mas grabada para por favor".split()
)
BACK = frozenset(
    {"go back", "back", "main menu", "start over", "volver", "regresar", "atrás", "menú principal"}
)
MENUS = frozenset(
    {"first", "nobody", "alone", "insurance", "unsourced", "info", "topic", "who", "stop"}
)


def key_said(place: Place, speech: str) -> tuple[str, str]:
    """The key that was said aloud, and in which language; "" for none."""
    words = [word for word in _words(speech) if word not in BESIDE_A_KEY]
    if place.level in NUMBERS_ARE_NO_KEYS or len(words) != 1:
        return "", ""
    return KEYS_SAID.get(words[0], ("", ""))


def menu_said(place: Place, speech: str) -> str:
    """Where in the menus a caller wants to be led, in words that mean something else by text."""
    if place.level not in MENUS:
        return ""
    if " ".join(_words(speech)) in BACK:
        return "back"
    words = [word for word in _words(speech) if word not in BESIDE_INFORMATION]
    return "info" if words and INFORMATION.issuperset(words) else ""


def answer_said(place: Place, speech: str) -> str:
    """The name of what is wanted, "" where the words are to be understood like any others."""
    said = speech.casefold().strip(" .,!¡¿?")
    match place.level:
        case "number" | "rest" if sum(c.isdigit() for c in said) > 6:
            return "digits"
        case "stop" if said in YES:
            return "stop-now"
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
        case "saved" if speaks_of_time(speech) and names_day_or_hour(speech):
            return "stated-time"
        case "time":
            parts = (part for part, words in PARTS_OF_DAY.items() if _any(words, said))
            return next(parts, "")
    return ""


def _words(speech: str) -> list[str]:
    return [word.strip(".,!¡¿?") for word in speech.casefold().split()]


def _any(words: tuple[str, ...], said: str) -> bool:
    return any(word in said for word in words)
