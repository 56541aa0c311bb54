"""A while from now, "in 2 hours", "en media hora", and numbers that are no hours: "9 months"."""

import re
from datetime import timedelta

from service.domain.named_time import Named
from service.domain.said_days import NUMBER, RUN_ON, count_of

LATER = timedelta(hours=2)
"""What "in a while" is, as LATER is everywhere."""
SURE = r"(?P<sure>(?:in|en|dentro de|give me|deme|denme|dame) (?:about |like |como )?(?:the )?)?"
AFTER = r"(?:after |despues de )?"
# "2h" alone is an hour of the clock.
UNITS = r"(?P<unit>hrs?|hours?|horas?|mins?|minutes?|minutos?|(?(sure)(?:hs?|m)|(?!)))"
# "A hora" is how some write "ahora"; "media hora" is written as one word, too.
NOW = r"(?!a horas?(?!\w))"
COUNT = rf"(?P<half>half an?|1/2(?: an)?|media)|(?P<count>{NUMBER}|\d{{3}})"
HOUR_AND_A_HALF = re.compile(r"(?:en|dentro de) hora y media(?!\w)")
WHILE = re.compile(
    rf"{SURE}{AFTER}{NOW}(?:{COUNT})(?:(?<=media)|{RUN_ON}){UNITS}"
    r"(?P<more> and a half| y media)?(?!\w)"
)
A_WHILE = re.compile(
    r"(?:later (?:on )?today|hoy mas tarde|mas tarde hoy|in a (?:little )?while"
    r"|in a bit|(?:mas )?al (?:rato|ratito)|en un (?:rato|ratito)|dentro de un (?:rato"
    r"|ratito))(?!\w)"
)
NO_HOUR = (
    r"(?:a|per|por|al) (?:day|night|week|hour|month|dia|noche|semana|mes)|percent|por ?ciento"
    r"|more|x"
    r"|mas|times?|veces|vez|months?|mes|meses|m[og]s?|years?|yrs?|yo|anos?|weeks?|wks?|semanas?"
    r"|days?"
    r"|dias?|hours?|hrs?|horas?|min(?:ute|uto)?s?|sec(?:ond)?s?|segundos?|grams?|gramos?|gr?s?|kg"
    r"|kilos?|oz|lbs?|pills?|pastillas?|pildoras?|doses?|dosis|lines?|bumps?|bags?|vials?|hits?"
    r"|beers?"
    r"|cervezas?|shots?|drinks?|tragos?|bars?|mls?|bucks|dollars?|dolares|pesos|kids?|hijos?"
    r"|hijas?"
    r"|ninos?|children|people|personas|guys|of (?:us|them|my|the|those)|friends?|amigos?|brothers?"
    r"|sisters?|sons?|daughters?|blocks?|miles?|minors?|left|old|months? clean|attempts?|tries"
)
LEADS = r"(?:(?:at|after|by|from|around|about|before|until|for|since|como|hace|desde|por|las?) )*"
OTHER_NUMBER = re.compile(
    rf"{LEADS}(?!\d{{4}} ?h)\d+(?:[.,/]\d+)? ?(?:(?:more|other|mas|whole) )?(?:{NO_HOUR})(?!\w)"
)
SO_LONG = r"(?:min|hou?r|hora|day|dia|night|noche|week|semana|month|mes|year|ano)\w*"
LONG_AGO = re.compile(
    r"(?:(?:for|since|hace|durante|every|cada|over)"
    rf" (?:{NUMBER}|the last|the past){RUN_ON}{SO_LONG}"
    rf"|(?:\d+|{NUMBER}) ?\w+ ago"
    r"|(?:last|past) (?:night|week|month|year|monday|tuesday|wednesday|thursday|friday|saturday"
    r"|sunday)"
    r"|all night|(?:la )?(?:semana|noche) pasada|(?:lunes|martes|miercoles|jueves|viernes|sabado"
    r"|domingo|mes|ano|fin de semana) pasado|yesterday|ayer|anoche)(?!\w)"
)
# What speaks of a time that we cannot tell.
PUZZLE = re.compile(
    r"(?:(?:before|b4) (?:that|then|he|she|they|hes|shes|theyre|my|we|lunch|work|school|class"
    r"|dinner)|antes de (?:eso|que|comer|trabajar)"
    r"|(?:in )?a few (?:minutes|hours|days)|en un[ao]s (?:minutos|horas|dias)|(?:later )?this week"
    r"|esta semana|next month|(?:el )?(?:proximo mes|mes que viene)"
    r"|(?:the )?end of the (?:week|month|day)|fin de mes)(?!\w)"
)


def while_at(said: str, place: int) -> tuple[int, Named] | None:
    """The while that is named at this place of folded words, and where it ends. Without "in" it
    may be anything that lasts so long."""
    if found := A_WHILE.match(said, place):
        return found.end(), Named(later=LATER)
    if found := PUZZLE.match(said, place):
        return found.end(), Named(is_puzzle=True)
    if found := HOUR_AND_A_HALF.match(said, place):
        return found.end(), Named(later=timedelta(minutes=90))
    found = WHILE.match(said, place)
    if found is None:
        return None
    unit = timedelta(minutes=1) if found["unit"].startswith("m") else timedelta(hours=1)
    count = 0.5 if found["half"] else count_of(found["count"])
    count += 0.5 if found["more"] else 0
    return found.end(), Named(later=count * unit, bare=not found["sure"])


def past_at(said: str, place: int) -> int | None:
    """Where a time that has passed ends, "last night", "for 2 days"; None where none is named."""
    found = LONG_AGO.match(said, place)
    return found.end() if found else None


def counted_at(said: str, place: int) -> int | None:
    """Where a number of anything but hours ends, "after 9 months"; None where none begins."""
    found = OTHER_NUMBER.match(said, place)
    return found.end() if found else None
