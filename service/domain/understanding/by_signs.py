"""What signs make of a text, beside what rules know of it.

A crisis before all, then opting out, then everything else, as in the order of R28. What no sign
may decide: opting in, an answer to a question, that something is to be said again.
"""

from collections.abc import Collection
from dataclasses import dataclass

from service.domain.understanding.people import People
from service.domain.understanding.phrases import Text
from service.domain.understanding.result import CRISIS_INTENTS, FACT_INTENTS, Understanding
from service.domain.understanding.signs import UNKNOWN, Signs, Weighed

NOTHING_MATCHED = "nothing we recognise"
OPT_OUT = ("stop",)
NO_CRISIS = (UNKNOWN, "human", "stop", "abuse", "callback", "callback:cancel")
"""What speaks against a crisis. A question beside it, or a thank-you, does not."""
STORY = "story"
"""Somebody tells what they, or those they love, go through, and asks for nothing in particular."""
OUTWEIGHED_BY_OPTING_OUT = (*FACT_INTENTS, "human", "thanks", "repeat")
"""What stands as often as not beside the wish for no more texts; never a request for a call, nor
one to take it back, nor the wish to stay."""
WISHES = frozenset(
    {
        *FACT_INTENTS,
        "abuse",
        "callback",
        "callback:cancel",
        "help",
        "human",
        "insurance",
        "language:es",
        "menu",
        "thanks",
        "who",
    }
)
OUTVOTED = (*FACT_INTENTS, "insurance", "who", "help")
"""What rules find that may be said beside something else; never that somebody asks for a person."""


@dataclass(frozen=True, slots=True)
class BySigns:
    signs: Signs
    people: People

    def decide(
        self, text: Text, seen: Text, ours: Text, understood: Understanding
    ) -> Understanding:
        """What it is in the end. `seen` is the text without figures of speech, `ours` without what
        is said of somebody else's messages or to have ours go on, `understood` what rules make of
        it. Who says such a thing is opted out by rules alone.
        """
        intent = understood.intent
        weighed: dict[Text, Weighed] = {}  # where nothing is blotted out, both are one Text

        def weigh(part: Text) -> Weighed:
            if part not in weighed:
                weighed[part] = self.signs.weigh(part.words, intent)
            return weighed[part]

        decided = self._crisis(seen, weigh(seen), understood)
        may_opt_out = ours is text and (_is_nothing(understood) or _may_be_opting_out(understood))
        if not decided and may_opt_out:
            decided = _opt_out(weigh(text), understood)
        if not decided and (_is_nothing(understood) or _may_be_outvoted(understood)):
            decided = _wish(weigh(text), understood)
        return decided or understood

    def _crisis(
        self, seen: Text, weighed: Weighed, understood: Understanding
    ) -> Understanding | None:
        found = weighed.best(CRISIS_INTENTS, NO_CRISIS)
        if found is None or not is_most_of_all_a_crisis(weighed):
            return None
        about_other = self.people.about_other_near(found.intent, seen.words, found.place)
        return Understanding(found.intent, understood.language, found.reason, about_other)


def is_most_of_all_a_crisis(weighed: Weighed) -> bool:
    """Whether some stretch of the text is about nothing else more than about a crisis.

    A question does not speak against a crisis; but what is above all a question needs a phrase to
    be a crisis besides. config/signs/README.md says what this is worth.
    """
    return weighed.ahead(CRISIS_INTENTS) >= 0


def _opt_out(weighed: Weighed, understood: Understanding) -> Understanding | None:
    """Many words that together ask for no more texts: ambiguous, so R8 has it done."""
    found = weighed.best(OPT_OUT)
    return Understanding(found.intent, understood.language, found.reason) if found else None


def _wish(weighed: Weighed, understood: Understanding) -> Understanding | None:
    """What many words together are about, where rules know nothing or something else."""
    found = weighed.best(_wanted(understood))
    if found is None:
        return None
    # Who only tells of themselves reads whom they can call: nobody is put on the list for that.
    refined = STORY if found.intent == "human" else ""
    return Understanding(found.intent, understood.language, found.reason, refined=refined)


def _is_nothing(understood: Understanding) -> bool:
    """Rules know nothing of it; not that they know it to be nothing in our source."""
    return understood.intent == UNKNOWN and understood.matched == NOTHING_MATCHED


def _may_be_opting_out(understood: Understanding) -> bool:
    """Never who wants to be written to, instead of rung."""
    return understood.intent in OUTWEIGHED_BY_OPTING_OUT and understood.refined != "chat"


def _may_be_outvoted(understood: Understanding) -> bool:
    """None that has a reply of its own, but for a story that asks for nothing."""
    is_plain = understood.intent in OUTVOTED and not understood.refined
    return is_plain or understood.refined == STORY


def _wanted(understood: Understanding) -> Collection[str]:
    """A fact is the only wish that other words may make into none."""
    nothing = {UNKNOWN} if understood.intent in FACT_INTENTS else set()
    return (WISHES | nothing) - {understood.intent}
