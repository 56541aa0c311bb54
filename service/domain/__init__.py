"""Pure values and rules of the helpline: no I/O, no clock, no framework."""
