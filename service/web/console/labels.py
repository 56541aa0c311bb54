"""What the console calls things: one table per idea, each with a word for every value."""

from service.domain.blocking import BlockReason
from service.domain.callback import Outcome, Reason, State
from service.domain.specialist import Role

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
SOURCES = {"sms": "by text", "voice": "by phone"}
CHANNELS = {"sms": "by text", "voice": "by phone", "api": "through our system", "web": "online"}


def outcome_words(stored: str) -> str:
    """The word for a closed callback's outcome."""
    return OUTCOMES[Outcome(stored)][0] if stored else ""


def language_words(code: str) -> str:
    """The language in words; its code where we have no word."""
    return LANGUAGES.get(code, code)
