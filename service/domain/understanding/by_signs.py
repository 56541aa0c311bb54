"""What signs make of a text, beside what rules know of it.

A crisis before all, then opting out, then everything else, as in the order of R28. What no sign
may decide: opting in, an answer to a question.
"""

from collections.abc import Collection
from dataclasses import dataclass

from service.domain.understanding.people import People
from service.domain.understanding.phrases import Text
from service.domain.understanding.result import CRISIS_INTENTS, FACT_INTENTS, Understanding
from service.domain.understanding.signs import UNKNOWN, Signs, Weighed

NOTHING_MATCHED = "nothing we recognise"
OPT_OUT = ("stop",)
STORY = "story"
"""Somebody tells what they, or those they love, go through, and asks for nothing in particular."""
FACT = "fact"
OUTWEIGHED_BY_OPTING_OUT = (UNKNOWN, "human", FACT, "thanks", "repeat")
"""What is read out of single words, as often as not beside the wish for no more texts; never a
request for a call, nor one to take it back, nor the wish to stay."""
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
OUTVOTED = (UNKNOWN, FACT, "insurance", "who", "help")
"""What rules read out of single words, too, where many others may tell of something else; never
that somebody asks for a person."""


@dataclass(frozen=True, slots=True)
class BySigns:
    signs: Signs
    people: People

    def decide(
        self, text: Text, seen: Text, ours: Text, understood: Understanding
    ) -> Understanding:
        """What it is in the end. `seen` is the text without figures of speech, `ours` without what
        is said of somebody else's messages, `understood` what rules make of it.
        """
        weighed: dict[Text, Weighed] = {}

        def weigh(part: Text) -> Weighed:
            if part not in weighed:
                weighed[part] = self.signs.weigh(part.words, understood.intent)
            return weighed[part]

        decided = self._crisis(seen, weigh(seen), understood)
        if not decided and understood.intent.startswith(OUTWEIGHED_BY_OPTING_OUT):
            decided = _opt_out(weigh(ours), understood)
        if not decided and _may_be_outvoted(understood):
            decided = _wish(weigh(text), understood)
        return decided or understood

    def _crisis(
        self, seen: Text, weighed: Weighed, understood: Understanding
    ) -> Understanding | None:
        found = weighed.best(CRISIS_INTENTS)
        if found is None:
            return None
        about_other = self.people.about_other_near(found.intent, seen.words, found.place)
        return Understanding(found.intent, understood.language, found.reason, about_other)


def _opt_out(weighed: Weighed, understood: Understanding) -> Understanding | None:
    """Many words that together ask for no more texts: ambiguous, so R8 has it done."""
    found = weighed.best(OPT_OUT)
    return Understanding(found.intent, understood.language, found.reason) if found else None


def _wish(weighed: Weighed, understood: Understanding) -> Understanding | None:
    """What many words together are about, where rules know nothing or go by a single one."""
    found = weighed.best(_wanted(understood))
    if found is None:
        return None
    # Who only tells of themselves reads whom they can call: nobody is put on the list for that.
    refined = STORY if found.intent == "human" else ""
    return Understanding(found.intent, understood.language, found.reason, refined=refined)


def _may_be_outvoted(understood: Understanding) -> bool:
    """None that has a reply of its own, and nothing that rules know not to be ours."""
    if understood.intent == UNKNOWN:
        return understood.matched == NOTHING_MATCHED
    is_plain = understood.intent.startswith(OUTVOTED) and not understood.refined
    return is_plain or understood.refined == STORY


def _wanted(understood: Understanding) -> Collection[str]:
    """A fact is the only wish that many other words may make into none."""
    nothing = {UNKNOWN} if understood.intent.startswith(FACT) else set()
    return (WISHES | nothing) - {understood.intent}
