"""All that texts are understood by, built once from the files of config."""

from dataclasses import dataclass, field

from service.domain.understanding.answers import Times
from service.domain.understanding.doubts import Proven
from service.domain.understanding.figures import Figures
from service.domain.understanding.people import People
from service.domain.understanding.rules import RuleIndex
from service.domain.understanding.signs import Signs
from service.domain.understanding.spelling import Speller
from service.domain.understanding.whole import WholeTexts


@dataclass(frozen=True, slots=True)
class PhraseBook:
    """Everything an Understander goes by."""

    speller: Speller
    whole: WholeTexts
    figures: Figures
    elsewhere: Figures
    crisis: RuleIndex
    opt_out: RuleIndex
    others: RuleIndex
    people: People
    times: Times
    signs: Signs = field(default_factory=Signs.none)
    proven: Proven = field(default_factory=Proven)
