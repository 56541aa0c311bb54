"""What is still true, and still of use, for whoever wrote a while ago.

Every time and every "was alerted" in a decision is of this minute, so a request for a call gets
its ordinary words however old it is. What differs:

- a STOP takes effect and is confirmed by nobody: within 5 minutes or not at all (R10);
- ERASE takes effect, and no text is kept that would hold the number on;
- first aid for an overdose of an hour ago is of no use: who is in danger now hears of 911, who
  wants to talk of 988. Whoever is on duty is alerted all the same, and decides;
- a question of half a day ago is asked for again: an answer about treatment that comes out of
  nowhere may be read by somebody else.
"""

from datetime import datetime, timedelta

from service.actions.sms.answer import Decision, Situation

SORRY_AFTER = timedelta(minutes=10)
OLD_CRISIS = timedelta(hours=1)
OLD_QUESTION = timedelta(hours=12)
UNANSWERED = frozenset({"opted-out", "erased"})


def late_words(situation: Situation, decision: Decision, sent_at: datetime) -> tuple[str, ...]:
    """The messages of an answer that comes late; none at all where silence is better."""
    if decision.outcome in UNANSWERED:
        return ()
    age = situation.known.now - sent_at
    if decision.outcome == "crisis":
        return decision.messages if age < OLD_CRISIS else (situation.words("late_crisis"),)
    if age < SORRY_AFTER:
        return decision.messages
    if age >= OLD_QUESTION and not decision.must_be_saved:
        return (situation.words("late_question"),)
    return (situation.words("late_sorry"), *decision.messages)
