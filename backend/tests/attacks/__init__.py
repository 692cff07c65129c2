"""Floods, bombs and races against a Parta of real processes: minutes, so `make test-attacks` runs them."""
