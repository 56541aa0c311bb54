"""What Twilio's refusals of a dial mean: whose fault it is decides what happens next.

Codes from Twilio's error dictionary (twilio.com/docs/api/errors).
"""

from dataclasses import replace

from service.actions.around_leg import AroundLeg
from service.actions.legs.ending import Ending, ending_of
from service.actions.ports import AuditLine, Ports, WakeUp
from service.actions.troubles import ACCOUNT, CREDENTIALS, TWILIO, raise_alarm
from service.actions.trying import commit_once, decide_anew
from service.domain.callback import Callback, State
from service.domain.leg import Leg

OUR_ACCOUNT = frozenset({20003, 20005, 20008, 21210, 21212, 21213, 21220, 21606})
"""Credentials, or our own number: nothing is wrong with the phone that was to ring."""
NO_SUCH_PHONE = {
    21211: "not a valid number",
    21214: "the number cannot be reached",
    21215: "calls to that region are not permitted",
    21216: "calls to that number are not permitted",
    21217: "not a valid number",
    21408: "calls to that region are not permitted",
}
CREDENTIAL_CODES = frozenset({20003, 20005, 20008})
LATER = frozenset({13224})
"""A valid number that could not be dialled this time."""


def refused(ports: Ports, leg_id: str, code: int) -> None:
    """End the leg that Twilio refused, and put its callback or caller right."""
    decide_anew(lambda: _refused(ports, leg_id, code))
    if code in OUR_ACCOUNT:
        trouble = CREDENTIALS if code in CREDENTIAL_CODES else f"{ACCOUNT} ({code})."
        raise_alarm(ports, TWILIO, trouble)


def _refused(ports: Ports, leg_id: str, code: int) -> None:
    around = ports.store.around_leg(leg_id)
    leg = around.leg
    if leg is None or not leg.is_live:
        return
    if leg.purpose == "person":
        ending = _without_person(around, leg, code)
    else:
        ending = _without_specialist(ports, around, leg, code)
    what = "dial refused: our account" if code in OUR_ACCOUNT else "dial refused"
    ending.audit.append(AuditLine("twilio", what, f"leg:{leg.id}", str(code)))
    commit_once(ports, ending.change(around.now))


def _without_specialist(ports: Ports, around: AroundLeg, leg: Leg, code: int) -> Ending:
    """A dead number is marked, so that nobody rings it again until somebody mends it."""
    ending = ending_of(ports, around, leg, "refused")
    if code not in NO_SUCH_PHONE or around.specialist is None:
        return ending
    dead = replace(around.specialist, engaged="", phone_dead=True)
    ending.records = [r for r in ending.records if type(r) is not type(dead)] + [dead]
    return ending


def _without_person(around: AroundLeg, leg: Leg, code: int) -> Ending:
    ending = Ending(records=[leg.ended("refused", around.now)])
    if around.other is not None and around.other.is_live:
        ending.wakeups.append(WakeUp("lead_on", around.other.id))
    callback = around.callback
    if callback is not None and callback.attempt == leg.attempt:
        ending.records.append(_callback_after(callback, code, around))
    return ending


def _callback_after(callback: Callback, code: int, around: AroundLeg) -> Callback:
    now = around.now
    if callback.state is State.UNSURE:
        callback = callback.settled(now)
    if code in OUR_ACCOUNT:
        return callback.not_rung(now)
    if code in LATER:
        return callback.not_answered(now)
    reason = NO_SUCH_PHONE.get(code, "Twilio refused the dial")
    return callback.to_review(f"{reason} ({code})", now)
