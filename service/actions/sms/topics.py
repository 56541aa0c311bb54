"""Facts and the fixed answers: topics, keywords, MORE, SOURCE, MENU, WHO, INSURANCE, PRIVACY."""

from dataclasses import replace

from service.actions.sms import callback_words
from service.actions.sms.answer import Decision, Situation, decide, remembering
from service.actions.sms.crisis import is_911_first
from service.actions.sms.not_dialled import can_be_rung, not_dialled
from service.domain.callback import State
from service.domain.facts import WHAT_FAMILIES_NOTICE, Fact, Topic
from service.domain.understanding import Understanding

NOT_IN_SOURCE = "not-in-source"
WHOM_TO_CALL, INSURANCE = 40, 16  # the facts that these answers are from
SAYS_SORRY = "apology"
NO_ANSWER = frozenset({"", "not_understood_1", "not_understood_2"})
"""What we said last where nothing was said that could still hold."""
OF_A_FACT = ("fact ", "topic ", "no_more", "offer")  # keys of what SOURCE may cite
COURTESIES = frozenset({"thanks", "answer:yes"})
BESIDE_A_SAVED_CALL = {"answer:number": "only_your_number", "chat": "chat_not_here"}
"""Who cannot talk on the phone, or names another one, must know that a call comes to this one."""
FIXED = {
    # what is meant, or its finer meaning: the outcome and the words
    "menu": ("menu", "menu"),
    "insurance": ("insurance", "insurance"),
    "who": ("who", "who"),
    "thanks": ("thanks", "thanks"),
    "abuse": ("noted", "abuse"),
    "language:en": ("noted", "language_changed"),
    "language:es": ("noted", "language_changed"),
    "privacy": ("privacy", "privacy"),
    "chat": ("noted", "chat_not_here"),
    "answer:yes": ("noted", "thanks"),
    "answer:number": ("noted", "only_this_number"),
    NOT_IN_SOURCE: ("not-in-source", "not_in_source"),
}


def topic_reply(situation: Situation) -> Decision | None:
    """A fact, a topic or a fixed answer; None when the text asks for none of them."""
    means = situation.means
    if means.refined == "more":
        return _more(situation)
    if means.refined == "source":
        return _source(situation)
    if means.refined != NOT_IN_SOURCE and _is_of_a_topic(means):
        return _about_topic(situation)
    if means.refined == "story":
        return _offer(situation)
    if means.refined == "hours":
        return _saved_call(situation) or _next_call(situation)
    answered = _answer_to_ours(situation)
    if answered:
        return answered
    if means.intent == "answer:number" and not can_be_rung(situation):
        return not_dialled(situation)
    if _is_courtesy(means) and _needs_no_words(situation):
        return replace(decide(situation, "noted", "thanks"), messages=())
    fixed = _fixed(situation)
    if not fixed:
        return None
    decision = _in_their_language(situation, decide(situation, *fixed))
    return replace(decision, messages=(_with_safe_line(situation, decision.messages[0]),))


def _answer_to_ours(situation: Situation) -> Decision | None:
    """To yes where we asked, and to what is said of the phone while a call is saved."""
    means = situation.means
    if means.intent == "answer:yes" and situation.known.conversation.last_reply == "insurance":
        return _offer(situation)
    besides = BESIDE_A_SAVED_CALL.get(means.refined) or BESIDE_A_SAVED_CALL.get(means.intent)
    saved = _saved_call(situation) if besides else None
    if not (besides and saved):
        return None
    line = _with_safe_line(situation, saved.messages[0])
    return replace(saved, messages=(line, situation.words(besides)))


def _fixed(situation: Situation) -> tuple[str, str] | None:
    """The outcome and the words; what fits where somebody asks to read it again and nothing was
    said yet, or only says sorry."""
    means, last = situation.means, situation.known.conversation.last_reply
    if means.intent != "repeat":
        return FIXED.get(means.refined) or FIXED.get(means.intent)
    if means.refined == SAYS_SORRY and "?" not in situation.body:
        return ("thanks", "thanks") if last == "abuse" else ("noted", "abuse")
    return FIXED["menu"] if last in NO_ANSWER else ("noted", "repeat")


def _is_courtesy(means: Understanding) -> bool:
    return means.intent in COURTESIES or means.refined == SAYS_SORRY


def _needs_no_words(situation: Situation) -> bool:
    """A second thanks, or one after an opt-out: its confirmation was the last word (R10)."""
    known = situation.known
    return known.conversation.thanked or not known.person.takes_texts


def _in_their_language(situation: Situation, decision: Decision) -> Decision:
    """Who asks for the other language is called in it, too, by somebody who speaks it."""
    if not situation.means.intent.startswith("language:"):
        return decision
    callback = situation.known.callback
    if callback is not None:
        callback = replace(callback, language=situation.language)
    return replace(decision, callback=callback, must_be_saved=True)


def _is_of_a_topic(means: Understanding) -> bool:
    return means.intent.startswith("fact:") or means.refined == "family"


def _with_safe_line(situation: Situation, words: str) -> str:
    """In safe mode a topic's answer names 988, and 911 before all while somebody may be dying."""
    known = situation.known
    if not known.conversation.is_in_safe_mode(known.now):
        return words
    if is_911_first(situation):
        first = situation.words("overdose_first")
        return f"{first} {words}"
    return words if "988" in words else f"{words} {situation.words('safe_mode_suffix')}"


def _about_topic(situation: Situation) -> Decision:
    facts = situation.ports.wording.facts
    if situation.means.refined == "signs":
        return _fact(situation, facts.by_n[WHAT_FAMILIES_NOTICE])
    name = "family" if situation.means.refined == "family" else situation.means.intent[5:]
    found: Fact | Topic | None = None
    if situation.means.detail:
        found = facts.by_keyword(situation.means.detail, situation.language)
        found = found or facts.by_keyword(situation.means.detail, _other(situation.language))
    if isinstance(found, Fact) and not found.reply:
        return _fact(situation, found)
    topic = found.name if isinstance(found, Topic) else name
    if situation.known.conversation.last_reply == f"topic {topic} {situation.language}":
        # Asked for the same again: the next fact says more than the same line twice.
        return _more(situation)
    words = situation.ports.wording.topic_sms(topic, situation.language)
    return _spoken(situation, words, topic=topic, fact=0, key=f"topic {topic} {situation.language}")


def _offer(situation: Situation) -> Decision:
    """To who tells and asks for nothing: whom to call, and that we call if they say so (R15)."""
    decision = decide(situation, "fact", "offer")
    decision = remembering(decision, topic="", fact=WHOM_TO_CALL, misunderstood=0)
    return _saved_call(situation) or decision


def _saved_call(situation: Situation) -> Decision | None:
    """When their call comes; None when none waits."""
    callback = situation.known.callback
    if callback is None or callback.state is not State.WAITING:
        return None
    when = callback_words.when_of(situation, callback)
    return decide(situation, "callback-open", "callback_already", when=when)


def _next_call(situation: Situation) -> Decision:
    """To who asks when we are open: when a call would come if they asked for one now."""
    when = callback_words.when_if_asked_now(situation)
    return decide(situation, "who", "when_open", when=when)


def _more(situation: Situation) -> Decision:
    conversation = situation.known.conversation
    if not conversation.topic:
        return decide(situation, "menu", "menu")
    facts = situation.ports.wording.facts
    following = facts.next_in_topic(conversation.topic, conversation.fact or None)
    if following is None or following.n == conversation.fact:
        # The fact stays: SOURCE asks where what they read last is from.
        return remembering(decide(situation, "fact", "no_more"), topic="")
    return _fact(situation, following, topic=conversation.topic)


def _fact(situation: Situation, fact: Fact, topic: str = "") -> Decision:
    words = situation.ports.wording.fact_sms(fact.n, situation.language)
    topic = topic or fact.topic
    return _spoken(situation, words, topic=topic, fact=fact.n, key=f"fact {fact.n}")


def _spoken(situation: Situation, words: str, *, topic: str, fact: int, key: str) -> Decision:
    known = situation.known
    words = _with_safe_line(situation, words)
    return Decision(
        outcome="fact",
        messages=(words,),
        person=known.person,
        conversation=replace(known.conversation, topic=topic, fact=fact, misunderstood=0),
        key=key,
    )


def _source(situation: Situation) -> Decision:
    """Where in the document stands what they read last."""
    wording = situation.ports.wording
    number = _fact_read_last(situation)
    if not number:
        return decide(situation, "source", "source_none")
    cited = decide(situation, "source", "source", section=wording.fact(number).section)
    words = _with_safe_line(situation, cited.messages[0])
    # What they read last stays that fact: asked again, it is cited again.
    return replace(cited, messages=(words,), key=situation.known.conversation.last_reply)


def _fact_read_last(situation: Situation) -> int:
    """The number of the fact; 0 where the last answer was no fact."""
    conversation = situation.known.conversation
    if conversation.last_reply == "insurance":
        return INSURANCE
    if not conversation.last_reply.startswith(OF_A_FACT):
        return 0
    if not conversation.fact and conversation.topic:
        return situation.ports.wording.topic(conversation.topic).source
    return conversation.fact


def _other(language: str) -> str:
    return "en" if language == "es" else "es"
