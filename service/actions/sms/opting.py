"""STOP, START and HELP, as the carriers and 47 CFR 64.1200(a)(10) want them (R1-R10).

Our own list is the durable one. Where Twilio has answered already we answer nothing.
"""

from dataclasses import replace

from service.actions.phones_off import phones_off
from service.actions.ports import Around, AuditLine
from service.actions.sms.answer import Decision, Situation, decide, remembering
from service.actions.sms.callback_words import request, when_of
from service.domain.callable_now import takes_hour
from service.domain.callback import Callback
from service.domain.callback_states import MAY_GO_TO_REVIEW
from service.domain.phone import is_toll_free
from service.domain.texts_off import wants_call_not_texts
from service.domain.understanding import Understanding
from service.domain.what_ends import CARRIER_STOP, says_what_ends

CARRIER_START = frozenset({"start", "yes", "unstop"})
YES = "yes"
TEXTED_STOP = "the person texted STOP"
MAY_END_TEXTS_ALONE = ("stop", "callback", "human")
"""Some say it more as the one, some more as the other: "stop texting me. call me instead"."""
CARRIER_HELP = frozenset({"help", "info"})
MAY_BE_A_CRY = frozenset({"quit", "end", "cancel"})


def yes_read_rightly(means: Understanding, known: Around, number: str) -> Understanding:
    """YES opts in again, or it answers a question; texted to `number`.

    On a toll-free number only START and UNSTOP undo a STOP (R5). Elsewhere YES does, but only for
    somebody who is opted out and was asked nothing.
    """
    if means.intent != "start" or means.detail.casefold() != YES:
        return means
    asked = bool(known.conversation.question)
    if known.person.opted_out and not asked and not is_toll_free(number):
        return means
    return replace(means, intent="answer:yes", detail="", matched="yes, as an answer")


def is_vague(means: Understanding, body: str) -> bool:
    """A wish for an end that names neither our texts nor anything else of ours."""
    return means.intent == "stop" and not says_what_ends(means.detail or body)


def keyword_reply(situation: Situation, opt_out_type: str) -> Decision | None:
    """Opt out, opt in or help; None when the text is none of these."""
    intent = {"STOP": "stop", "START": "start", "HELP": "help"}.get(
        opt_out_type.upper(), situation.means.intent
    )
    if _takes_plain_words(situation, opt_out_type) and intent in MAY_END_TEXTS_ALONE:
        asked = _call_without_texts(situation)
        if asked is not None:
            return asked
    if intent == "stop":
        is_vague_now = not opt_out_type and is_vague(situation.means, situation.body)
        if is_vague_now and _in_safe_mode(situation):
            return None  # "I am done with this" after a crisis: no wish about texts
        return _stop(situation, opt_out_type)
    if situation.means.intent == "answer:yes" and _bare(situation.body) == YES:
        if opt_out_type:  # Twilio has answered it already
            if intent == "start" and _yes_opts_in(situation):
                return _start(situation, opt_out_type)
            return replace(decide(situation, "noted", "start"), messages=(), introduces=False)
        return _how_to_come_back(situation)
    if intent == "start":
        return _start(situation, opt_out_type)
    if intent == "help" and not _in_safe_mode(situation):
        return _silent_if_twilio_spoke(
            situation, opt_out_type, CARRIER_HELP, decide(situation, "help", "help")
        )
    return None


def _stop(situation: Situation, opt_out_type: str) -> Decision:
    known = situation.known
    person = known.person.opt_out("all", known.now)
    callback = _undialled(situation, known.callback)
    key = "stop_quit_end_cancel" if _bare(situation.body) in MAY_BE_A_CRY else "stop"
    decision = replace(
        # Whatever was asked before, the next YES or LATER is no answer to it.
        remembering(decide(situation, "opted-out", key, must_be_saved=True), question=""),
        person=person,
        callback=callback,
        wakeups=phones_off(known.callback) if known.callback else (),
        introduces=False,
        audit=_stop_audit(situation, callback),
    )
    if known.person.opted_out == "all":
        # Exactly one confirmation (R10): the second STOP is noted and not answered.
        return replace(decision, messages=())
    return _silent_if_twilio_spoke(situation, opt_out_type, CARRIER_STOP, decision)


def _takes_plain_words(situation: Situation, opt_out_type: str) -> bool:
    known = situation.known
    return not (opt_out_type or known.person.is_blocked(known.now))


def _call_without_texts(situation: Situation) -> Decision | None:
    """To who wants no more texts, but a call; None where a text does not say both."""
    if not wants_call_not_texts(situation.body):
        return None
    means = replace(situation.means, intent="callback", refined="when")
    asked = request(replace(situation, means=means))
    if asked.callback is None:
        return None
    return _no_texts_but_call(situation, asked, asked.callback)


def _no_texts_but_call(situation: Situation, asked: Decision, callback: Callback) -> Decision:
    """The call that the same text asks for is theirs; only the texts end (R9). When it comes is
    said in the one confirmation, as no text will say it later."""
    if takes_hour(callback) and not callback.behind:
        key, when = "stop_texts_only", {"when": when_of(situation, callback)}
    else:
        key, when = "stop_quit_end_cancel", {}
    decision = decide(situation, "opted-out", key, must_be_saved=True, **when)
    return replace(
        remembering(decision, question=""),
        person=asked.person.opt_out("sms", situation.known.now),
        callback=callback,
        introduces=False,
        audit=(*_stop_audit(situation, None), *asked.audit),
    )


def _start(situation: Situation, opt_out_type: str) -> Decision:
    known = situation.known
    person = known.person.opt_in(known.now)
    decision = replace(
        decide(situation, "opted-in", "start", must_be_saved=True),
        # The words of START are those of the first contact, so they need not follow it.
        person=replace(person, first_contact_at=person.first_contact_at or known.now),
        audit=(AuditLine("person", "opted in", f"person:{person.id}"),),
    )
    return _silent_if_twilio_spoke(situation, opt_out_type, CARRIER_START, decision)


def _yes_opts_in(situation: Situation) -> bool:
    """Twilio has opted them in: our list must not hold them any longer than its own (R4, R5)."""
    person = situation.known.person
    return bool(person.opted_out) and not is_toll_free(situation.ports.policy.number)


def _how_to_come_back(situation: Situation) -> Decision | None:
    """YES from somebody whom it cannot opt in: START does. None for everybody else."""
    known = situation.known
    if known.person.opted_out != "all" or known.conversation.question:
        return None
    quit_words = "stop_quit_end_cancel"
    # Both say what is true; no line is sent twice running.
    key = "stop" if known.conversation.last_reply == quit_words else quit_words
    return replace(decide(situation, "noted", key), introduces=False)


def _silent_if_twilio_spoke(
    situation: Situation, opt_out_type: str, words: frozenset[str], decision: Decision
) -> Decision:
    """Never both: Twilio's own answer and ours (R3, R4)."""
    ours = not opt_out_type and not (
        situation.ports.policy.twilio_answers_keywords
        and _as_twilio_reads(situation.body, words) in words
    )
    return decision if ours else replace(decision, messages=(), introduces=False)


def _undialled(situation: Situation, callback: Callback | None) -> Callback | None:
    """STOP takes an open callback off the queue; a supervisor sees it, nobody dials it."""
    if callback is None or callback.state not in MAY_GO_TO_REVIEW:
        return None
    return callback.to_review(TEXTED_STOP, situation.known.now)


def _stop_audit(situation: Situation, callback: Callback | None) -> tuple[AuditLine, ...]:
    person = situation.known.person
    lines = [AuditLine("person", "opted out", f"person:{person.id}", "by text")]
    if callback is not None:
        lines.append(AuditLine("service", "to review", f"callback:{callback.id}", "opted out"))
    return tuple(lines)


def _in_safe_mode(situation: Situation) -> bool:
    return situation.known.conversation.is_in_safe_mode(situation.known.now)


def _as_twilio_reads(body: str, words: frozenset[str]) -> str:
    """Only a text that is the one keyword is answered by Twilio, not "help" with an emoji (R2).

    What it makes of "HELP!" it does not say: a cry may have two answers rather than none, STOP one.
    """
    said = body.strip().casefold()
    return said if words == CARRIER_HELP else said.strip(".!")


def _bare(body: str) -> str:
    return "".join(c for c in body.casefold() if c.isalnum())
