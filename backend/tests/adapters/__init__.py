"""The outside: the real thing against a fake."""
