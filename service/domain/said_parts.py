"""Parts of the day as people name them: "in the evening", "por la tarde", "after work".

Each has the hour at which it begins, for those who name no other.
"""

import re
from datetime import time

from service.domain.named_time import Clock, Named, Part

NIGHT = "night"
MORNING = Part(time(9), time(12), "am")
LATE_MORNING = Part(time(11), time(12), "am")
LUNCH = Part(time(12), time(13), "pm")
AFTER_LUNCH = Part(time(13), time(18), "pm")
AFTERNOON = Part(time(14), time(18), "pm")
LATE_AFTERNOON = Part(time(16), time(18), "pm")
DUSK = Part(time(17), time(20), "pm")
EVENING = Part(time(18), time(21), NIGHT)
AFTER_DINNER = Part(time(19), time(21), NIGHT)
WORK = r"(?:trabajo|trabajar|turno|chamba)"
IN = r"(?:(?:por|en|de|a|toda) )?la "
PARTS: tuple[tuple["re.Pattern[str]", Part], ...] = tuple(
    (re.compile(rf"(?:{words})(?!\w)"), part)
    for words, part in (
        (r"after (?:my |the )?(?:work|job|shift)", EVENING),
        (rf"(?:despues|saliendo|al salir) del? (?:mi )?{WORK}", EVENING),
        (r"after (?:my )?lunch|despues del? (?:comer|almuerzo|almorzar)", AFTER_LUNCH),
        (r"after (?:dinner|supper)|despues de cenar", AFTER_DINNER),
        (r"late morning", LATE_MORNING),
        (r"late afternoon|atardecer", LATE_AFTERNOON),
        (r"early evening|tardecita|(?:en )?la tardecita", DUSK),
        (rf"{IN}(?:manana|mananita)s?|mananas|mananita|temprano|(?:a )?primera hora", MORNING),
        (r"first thing(?: in the morning)?|(?:early )?mornings?|early", MORNING),
        (r"lunch ?(?:time|break|hour)?|hora de (?:comer|comida|almuerzo)|almuerzo", LUNCH),
        (rf"{IN}tardes?|tardes?|(?:early )?afternoons?", AFTERNOON),
        (rf"{IN}noches?|noches?|(?:late )?(?:evenings?|nights?)|nite", EVENING),
    )
)
NOON = re.compile(r"(?:noonish|noon|midday|mid day|(?:el |al |del )?medio ?dia)(?!\w)")
MIDNIGHT = re.compile(r"(?:midnight|(?:la )?medianoche)(?!\w)")


def part_at(said: str, place: int) -> tuple[int, Named] | None:
    """The part of the day that is named at this place of folded words, and where it ends."""
    for pattern, part in PARTS:
        if found := pattern.match(said, place):
            return found.end(), Named(part=part)
    return None


def part_said(words: str) -> Part:
    """The part of the day that these words are, after "this" or "esta"."""
    if words.startswith(("morning", "manan")):
        return MORNING
    if words == "tardecita":
        return DUSK
    return EVENING if words == "evening" else AFTERNOON


def named_hour(said: str, place: int) -> tuple[int, Clock] | None:
    """Noon or midnight at this place, and where it ends."""
    if found := NOON.match(said, place):
        return found.end(), Clock(12, half="pm", by_name=True)
    if found := MIDNIGHT.match(said, place):
        return found.end(), Clock(12, half=NIGHT, by_name=True)
    return None
