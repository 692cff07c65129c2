"""The outside: each of its parts as a Protocol, the real thing, and a local twin."""
