"""What a text was understood as.

Here are the names of everything the helpline can understand, and the value that
carries it. How a text is understood is not known here.
"""

from dataclasses import dataclass

CRISIS_INTENTS = ("crisis:self-harm", "crisis:overdose")
FACT_INTENTS = (
    "fact:about",
    "fact:brain",
    "fact:withdrawal",
    "fact:detox",
    "fact:behavioral",
    "fact:therapies",
    "fact:settings",
    "fact:goals",
    "fact:why",
)
INTENTS = (
    *CRISIS_INTENTS,
    "stop",
    "start",
    "help",
    "menu",
    "who",
    "insurance",
    "callback",
    "callback:cancel",
    "human",
    *FACT_INTENTS,
    "language:en",
    "language:es",
    "thanks",
    "abuse",
    "answer:zip",
    "answer:number",
    "answer:yes",
    "repeat",
    "unknown",
)
AUTOMATIC = "automatic"
"""What phones and offices answer by themselves; it asks for nothing."""
VIOLENCE = "violence"
CRISIS = "crisis:"
LANGUAGE = "language:"
REFINED = (
    "",
    "privacy",
    "erase",
    "more",
    "source",
    "later",
    "voicemail",
    "no-voicemail",
    "not-in-source",
    "all-right",
    "word-for-988",
    "chat",
    "family",
    "story",
    "when",
    "sooner",
    "about-call",
    "text-first",
    "hours",
    AUTOMATIC,
    "signs",
    "apology",
    VIOLENCE,
)


@dataclass(frozen=True, slots=True)
class Understanding:
    """One text, understood.

    `refined` says more than the intent where the reply differs (REFINED lists the values).
    `detail` is the ZIP, the E.164 number, the time in the person's words, the sentence, or the fact
    keyword in capitals. `matched` says why, in words of the phrase and sign files: of the text it
    names at most the few that they know. `language` is that of the text; `wished` is the one that
    they ask to be called in besides.
    """

    intent: str
    language: str
    matched: str
    about_other: bool = False
    detail: str = ""
    refined: str = ""
    wished: str = ""

    @property
    def language_asked_for(self) -> str:
        """The language that the text asks for, "" for none."""
        asks = self.intent.startswith(LANGUAGE)
        return self.intent.removeprefix(LANGUAGE) if asks else self.wished

    @property
    def answer_in(self) -> str:
        """The language to answer in: whatever it is written in, the one it asks for."""
        return self.language_asked_for or self.language

    @property
    def is_crisis(self) -> bool:
        return self.intent in CRISIS_INTENTS

    @property
    def crisis_kind(self) -> str:
        """What an alert calls it: "self-harm", "overdose" or "violence", "" for no crisis."""
        if not self.is_crisis:
            return ""
        return VIOLENCE if self.refined == VIOLENCE else self.intent.removeprefix(CRISIS)
