"""What happens to a text: understood, decided on, written down, answered."""

from service.actions.sms.answer import Answer
from service.actions.sms.receive import Inbound, receive_sms

__all__ = ["Answer", "Inbound", "receive_sms"]
