"""What came to our number while nobody here heard it: found in Twilio's lists, and taken in."""

from service.actions.taking_in.look import TakenIn, look_soon, received_is_due

__all__ = ["TakenIn", "look_soon", "received_is_due"]
