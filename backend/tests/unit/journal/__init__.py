"""Unit tests of the journal's rules."""
