"""A pretend Twilio with pretend phones, for demo mode and tests.

It is an outsider: a process of its own that signs webhooks, follows TwiML and
offers the REST endpoints the helpline calls. It imports nothing of the helpline.
"""
