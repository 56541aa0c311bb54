"""One command that runs every process of the helpline and keeps each of them alive.

It knows processes, signals and files; of what the processes do it knows nothing.
"""

from service.supervision.lifeline import die_with_parent

__all__ = ["die_with_parent"]
