"""What the team does by text, from a phone that is verified to be theirs.

A sender's number can be forged. So nothing here tells a number or a topic, every answer goes to
the true phone, closing the helpline asks for a code that only the true phone reads, and there is
a bound per hour.
"""

from service.actions.sms.team.reply import staff_reply

__all__ = ["staff_reply"]
