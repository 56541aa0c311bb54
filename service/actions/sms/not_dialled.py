"""Who texts from a number that we may not ring: a toll-free one, or one abroad."""

from service.actions.sms.answer import Decision, Situation, decide


def can_be_rung(situation: Situation) -> bool:
    """Whether we may ring the number they text from."""
    return situation.ports.policy.reach.covers(situation.phone)


def not_dialled(situation: Situation) -> Decision:
    """Another number is asked for only where it can help; else they are told how to reach us, and
    are not sent round in a circle."""
    asks = situation.ports.policy.confirms_numbers
    return decide(situation, "not-dialled", "call_no_sms_number" if asks else "call_from_another")
