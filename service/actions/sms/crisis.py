"""A crisis in a text: answered at once, alerted truthfully, and remembered for a day.

"Someone here was alerted" is said only when the alert is in the same commit as the answer and a
notice can reach somebody on shift or on call this minute (R28-R31).
"""

import re
from dataclasses import replace
from datetime import timedelta

from service.actions.ports import AuditLine, WakeUp
from service.actions.sms import callback_words, follow_ups
from service.actions.sms.answer import Answer, Decision, Situation, decide, remembering
from service.actions.sms.saved_call import asks_after_call, coming_call
from service.actions.sms.sooner import wants_sooner
from service.domain.alert import ESCALATE_AFTER, FOR_911, Alert
from service.domain.callback import Callback
from service.domain.facts import folded
from service.domain.understanding.result import VIOLENCE

SAME_ALERT_FOR = timedelta(minutes=10)
STILL_AN_EMERGENCY = timedelta(hours=1)
LINE_ANSWERS = frozenset({"story", "hours"})
"""What the safe mode's line is about itself: what they go through, and when a person can call."""
STILL_ANSWERED_IN_SAFE_MODE = ("fact:", "insurance", "who", "menu", "language:", "callback")
ALSO_FOR_988 = frozenset({"hola", "988"})  # they mean something else where nobody is in danger
MENU_WORDS = frozenset({"menu", "topics", "options", "temas", "opciones"})


def crisis_reply(situation: Situation) -> Decision | None:
    """The crisis answer, with an alert for whoever is on duty; None when it is no crisis."""
    if not situation.means.is_crisis:
        return None
    if _is_word_for_988(situation):
        return None
    known = situation.known
    alert = _new_alert(situation)
    key = _key(situation, saved=True)
    decision = replace(decide(situation, "crisis", key), introduces=False)
    decision = remembering(
        decision,
        crisis_at=known.now,
        crisis_kind=_kind_to_remember(situation),
        safe_replies=0,
        alert=alert.id if alert else known.conversation.alert,
        question="",
    )
    if alert is None:
        # Whoever came on shift since then is told now, so that "alerted" is true.
        again = WakeUp("spread_alert", decision.conversation.alert)
        wakeups = (again,) if known.can_be_told else ()
        return replace(decision, alert=_also_of_this(situation), wakeups=wakeups)
    return replace(
        decision,
        alert=alert,
        wakeups=(WakeUp("spread_alert", alert.id),),
        audit=(AuditLine("service", "crisis alert", f"alert:{alert.id}", alert.kind),),
    )


def reply_without_store(situation: Situation) -> Answer:
    """The store is down: the same words, without claiming that anybody was told."""
    return Answer("crisis", (situation.words(_key(situation, saved=False)),))


def safe_mode_reply(situation: Situation) -> Decision | None:
    """What any later text gets until a person signs the alert off or a day has passed; None
    outside safe mode."""
    known, means = situation.known, situation.means
    if not known.conversation.is_in_safe_mode(known.now):
        return None
    if _is_word_for_988(situation):
        if is_911_first(situation):
            return _safe_mode_line(situation)
        return decide(situation, "crisis", "safe_mode_word_for_988")
    if means.refined == "all-right":
        key = "overdose_all_right" if is_911_first(situation) else "safe_mode_all_right"
        return decide(situation, "crisis", key)
    if means.intent == "menu" and not _asks_for_the_menu(situation):
        return _safe_mode_line(situation)
    if follow_ups.names_a_place_or_time(situation):
        return None
    if means.refined in LINE_ANSWERS or (means.refined == "family" and is_911_first(situation)):
        return _safe_mode_line(situation)
    if means.intent.startswith(STILL_ANSWERED_IN_SAFE_MODE) or means.intent == "human":
        return None
    if means.refined in ("more", "source", "erase", "later", "voicemail"):
        return None
    return _safe_mode_line(situation)


def _is_word_for_988(situation: Situation) -> bool:
    """HELP, AYUDA, HOME, HOLA or 988 after a crisis text: meant for 988, and sent to us."""
    if not situation.known.conversation.is_in_safe_mode(situation.known.now):
        return False
    means, said = situation.means, re.findall(r"\w+", folded(situation.body))
    if means.refined == "word-for-988":
        return True
    return len(said) == 1 and (means.intent == "help" or said[0] in ALSO_FOR_988)


def _asks_for_the_menu(situation: Situation) -> bool:
    """By its word; a greeting is no topic, and may be all they can say."""
    return not MENU_WORDS.isdisjoint(re.findall(r"\w+", folded(situation.body)))


def _safe_mode_line(situation: Situation) -> Decision:
    """The two follow-ups in turn, so that nobody reads the same line twice."""
    sent = situation.known.conversation.safe_replies
    turn, call, emergency = sent % 2, coming_call(situation), is_911_first(situation)
    if emergency and situation.known.conversation.crisis_kind == VIOLENCE:
        key = ("crisis_violence_again", "crisis_violence")[turn]
        decision = decide(situation, "crisis", key)
    elif call and not emergency:
        decision = _beside_call(situation, call, turn)
    else:
        when = callback_words.when_if_asked_now(situation, crisis=True)
        key = f"overdose_follow_up_{turn + 1}" if emergency else f"safe_mode_{turn + 1}"
        decision = decide(situation, "crisis", key, when=when)
    return remembering(decision, safe_replies=sent + 1)


def _beside_call(situation: Situation, call: Callback, turn: int) -> Decision:
    """The same where their call is saved: nobody is told to ask for it again."""
    if turn and not (wants_sooner(situation, call) or asks_after_call(situation)):
        return decide(situation, "crisis", "crisis_self_harm_again")
    when = callback_words.when_of(situation, call)
    return decide(situation, "crisis", "callback_already", when=when)


def is_911_first(situation: Situation) -> bool:
    """Whether 911 comes before 988 still: an overdose or violence was told of just now (R29)."""
    conversation, now = situation.known.conversation, situation.known.now
    at = conversation.crisis_at
    is_recent = at is not None and now - at < STILL_AN_EMERGENCY
    return is_recent and conversation.crisis_kind in FOR_911


def _key(situation: Situation, *, saved: bool) -> str:
    """Which words; an alert that cannot be `saved` is not claimed."""
    if situation.means.crisis_kind == VIOLENCE:
        return "crisis_violence"
    if situation.means.intent == "crisis:overdose":
        return "crisis_overdose"
    if situation.means.about_other:
        return "crisis_self_harm_other"
    told = saved and situation.known.can_be_told
    return "crisis_self_harm_alerted" if told else "crisis_self_harm"


def _kind_to_remember(situation: Situation) -> str:
    """What comes first in the next hour: an overdose, then violence, then anything else."""
    before = situation.known.conversation.crisis_kind if is_911_first(situation) else ""
    told = situation.means.crisis_kind
    return next((kind for kind in FOR_911 if kind in (before, told)), told)


def _new_alert(situation: Situation) -> Alert | None:
    """A new alert, or None while one of the last minutes is still before the people here."""
    known = situation.known
    if _is_alerted(situation):
        return None
    return Alert(
        id=situation.ports.new_id(),
        person=known.person.id,
        phone=situation.phone,
        language=situation.language,
        kind=situation.means.crisis_kind,
        source="sms",
        created_at=known.now,
        due_at=known.now + ESCALATE_AFTER,
    )


def _also_of_this(situation: Situation) -> Alert | None:
    """The open alert with this kind of crisis besides, and in the language they write now; None
    where it says so already."""
    alert = situation.known.alert
    as_now = alert.goes_on(situation.means.crisis_kind, situation.language) if alert else None
    return None if as_now == alert else as_now


def _is_alerted(situation: Situation) -> bool:
    """Whether an alert about this still waits for somebody here, or somebody here has taken it.

    Not one that was signed off, nor one after which they read that nobody is free: what they write
    now is news. So is what comes long after it was raised or taken, however often they wrote in
    between. An overdose or violence is news after anything else, and so are words after a call.
    """
    known, alert = situation.known, situation.known.alert
    if alert is None or not alert.is_open or alert.person_told or alert.source != "sms":
        return False  # who only heard of it on a call is owed no text when nobody comes
    if known.now - (alert.taken_at or alert.created_at) >= SAME_ALERT_FOR:
        return False
    return alert.kind in FOR_911 or situation.means.crisis_kind not in FOR_911
