"""Their saved call as early as we can promise, for who does not want to wait for it any longer."""

from dataclasses import replace

from service.actions.asking import called_again, called_sooner
from service.actions.sms.answer import Situation
from service.actions.sms.named_hours import ABOUT_THE_CALL, is_held_for_hour, said_time
from service.actions.sms.their_place import zone_told
from service.domain.callable_now import takes_hour
from service.domain.callback import Callback
from service.domain.phone import hour_zone
from service.domain.said_sooner import asks_at_once, asks_sooner, means_today, without_waiting
from service.domain.zone_said import zone_in

MAY_SAY_SO = ("callback", "human", "answer:number", "unknown", "fact:")
CANCEL = "callback:cancel"
ALSO_REFINED = frozenset({"", "when", "sooner"})


def wants_sooner(situation: Situation, callback: Callback) -> bool:
    """Whether the text asks for the call sooner, or at once; not if it names an hour besides."""
    means = situation.means
    if not means.intent.startswith(MAY_SAY_SO) or means.refined not in ALSO_REFINED:
        return False
    if means.intent != CANCEL and asks_sooner(situation.body):
        return True
    if means.intent not in ABOUT_THE_CALL or not asks_at_once(situation.body):
        return False
    left = replace(situation, body=without_waiting(situation.body))
    return said_time(left, callback, bare_hours=False) is None


def moved_sooner(situation: Situation, callback: Callback) -> Callback | None:
    """The callback at the earliest that can be promised; None where it comes no later. "Today"
    moves none to another day."""
    zone = zone_told(situation) or zone_in(situation.body)
    before = replace(callback, zone=zone or callback.zone)
    around, policy = situation.known, situation.ports.policy
    if is_held_for_hour(before):
        after = called_again(around, before, policy)
    elif takes_hour(before):
        after = called_sooner(around, before, policy)
    else:
        return None
    if after == before or (means_today(situation.body) and not _is_today(situation, after)):
        return None
    return after


def _is_today(situation: Situation, callback: Callback) -> bool:
    clock, now = hour_zone(situation.phone, callback.zone), situation.known.now
    return max(callback.due_at, now).astimezone(clock).date() == now.astimezone(clock).date()
