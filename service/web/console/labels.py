"""What the console calls things: one table per idea, each with a word for every value."""

from service.domain.alert import Alert
from service.domain.blocking import BlockReason
from service.domain.callback import Outcome, Reason, State
from service.domain.phone import masked, written
from service.domain.specialist import Role
from service.domain.text import TextState

STATES = {
    State.WAITING: "Waiting",
    State.CLAIMED: "Claimed",
    State.CALLING: "Calling",
    State.TALKING: "Talking",
    State.CLOSED: "Closed",
    State.UNSURE: "Checking the call",
    State.REVIEW: "For a supervisor",
}
OUTCOMES = {
    Outcome.REACHED: ("Reached", "We talked."),
    Outcome.REFERRED: ("Referred", "We talked, and they go on elsewhere."),
    Outcome.DECLINED: ("Declined", "They do not want a call."),
    Outcome.WRONG_NUMBER: ("Wrong number", "Somebody else has this number."),
    Outcome.UNREACHABLE: ("Unreachable", "We stop trying."),
    Outcome.CANCELLED: ("Cancelled by caller", "They called it off."),
    Outcome.DUPLICATE: ("Duplicate", "The same request is here twice."),
}
REASONS = {
    Reason.INSURANCE: "Insurance",
    Reason.TREATMENT: "Treatment",
    Reason.CRISIS: "Crisis",
    Reason.VOICEMAIL: "Left a voicemail",
    Reason.LEFT_THE_LINE: "Left the line",
    Reason.WEB_FORM: "Web form",
}
ROLES = {
    Role.SPECIALIST: "Specialist",
    Role.SUPERVISOR: "Supervisor",
    Role.ADMIN: "Admin",
}
SCOPES = {
    "read": "Read the queue and its counts",
    "work": "Claim, call and close callbacks",
    "ask": "Ask for callbacks",
}
LANGUAGES = {"en": "English", "es": "Spanish"}
CRISES = {
    "self-harm": "Self-harm",
    "overdose": "Overdose",
    "violence": "Violence",
    "undelivered": "Crisis reply not delivered",
}
BLOCKS = {
    BlockReason.ABUSE: "Abusive",
    BlockReason.THREATS: "Threats",
    BlockReason.ROBOT: "A machine",
    BlockReason.TOO_MANY: "Too many calls",
    BlockReason.OTHER: "Something else",
}
BLOCK_LENGTHS = {1: "1 hour", 24: "1 day", 72: "3 days", 168: "7 days", 720: "30 days"}
SCOPES_OF_STOP = {"all": "Neither texts nor calls", "sms": "Texts", "voice": "Calls"}
# What to do about a callback in review, by how its reason begins.
NEXT_STEPS = {
    "no answer at a number given": "The number was keyed in by the caller. Close it, or try once.",
    "no answer": "Every try was made. Close it as unreachable, or put it back for one more try.",
    "expired": "Two days after the promise. Call at once if it still makes sense, or close it.",
    "the person texted STOP": "They want nothing more from us. Close it; do not call.",
    "the caller asked for no more": "They want no calls. Close it; do not call.",
    "asked for no": "They want no calls. Close it; do not call.",
    "opted out by hand": "They want no calls. Close it; do not call.",
    "only at an hour at which nobody calls": "They may not be alone. Call at their hour, or write.",
    "not this person": "Somebody else has this number. Close it as a wrong number.",
    "the number was blocked": "Blocked for abuse. Close it, or lift the block under Blocked.",
    "talked, but no outcome": "They talked and nobody said what came of it. Ask, then close it.",
    "the last dial was never": "Twilio never said what became of a call. Claim it and try again.",
    "": "Open it, and claim it, put it back or close it.",
}
SOURCES = {"sms": "by text", "voice": "by phone"}
# What a person read as the answer to a text of theirs, by its outcome.
ANSWERS = {
    "fact": "A fact",
    "source": "The source of a fact",
    "menu": "The list of words",
    "insurance": "About insurance",
    "who": "Who answers here",
    "privacy": "About privacy",
    "help": "Help",
    "crisis": "Crisis: where help is now",
    "safe-mode": "Help after a crisis",
    "callback-queued": "That we will call, and when",
    "callback-open": "About the call they asked for",
    "callback-cancelled": "That no call comes",
    "not-queued": "That their request was not saved",
    "not-dialled": "That we cannot call that number",
    "opted-out": "That texts end",
    "opted-in": "That texts are on again",
    "unknown": "That we did not understand",
    "noted": "A short answer",
    "blocked": "That they are blocked for now",
}
# Texts we sent by ourselves, by their key.
TEXTS = {
    "missed": "That we called and missed them",
    "given_up": "That we stopped calling",
    "alert_taken": "Crisis: that a person calls now",
    "alert_unanswered": "Crisis: that nobody is free here",
    "alert_unanswered_overdose": "Crisis: that nobody is free here",
    "confirm_number": "Whether this number may be called",
    "callback_many_ask": "That many ask just now, and how to keep their time",
}
TEXT_STATES = {
    TextState.INTENDED: "not sent yet",
    TextState.POSTING: "being sent",
    TextState.UNSURE: "being checked",
    TextState.SENT: "sent",
    TextState.DELIVERED: "delivered",
    TextState.UNDELIVERED: "not delivered",
    TextState.STOPPED: "not sent",
}
CHANNELS = {"sms": "by text", "voice": "by phone", "api": "through our system", "web": "online"}


def outcome_words(stored: str) -> str:
    """The word for a closed callback's outcome."""
    return OUTCOMES[Outcome(stored)][0] if stored else ""


def crisis_words(alert: Alert) -> str:
    """The kind of crisis, or both kinds of which they spoke."""
    kinds = [CRISES.get(each, each) for each in (alert.kind, alert.besides) if each]
    return " and ".join([kinds[0], *map(str.lower, kinds[1:])])


def language_words(code: str) -> str:
    """The language in words; its code where we have no word."""
    return LANGUAGES.get(code, code)


def spoken_words(code: str, *, interpreter: bool) -> str:
    """The language, and that they agreed to an interpreter beside whoever takes it."""
    return f"{language_words(code)}, with an interpreter" if interpreter else language_words(code)


def number_words(phone: str, *, whole: bool = False) -> str:
    """A caller's number, masked unless `whole`; their `phone` is "" where they withhold it."""
    if not phone:
        return "number withheld"
    return written(phone) if whole else masked(phone)
