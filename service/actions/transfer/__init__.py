"""A specialist leaves the room for help: a colleague, an interpreter, a crisis line."""
