"""What each TwiML verb does to a leg, by topic. Importing this registers them all."""

from service.simulator.verbs import dial, enqueue, gather, record, simple

__all__ = ["dial", "enqueue", "gather", "record", "simple"]
