"""The part of Twilio's REST API that the helpline calls, in Twilio's own JSON.

`front.py` is the door (auth, faults, log); each resource has a module.
"""
