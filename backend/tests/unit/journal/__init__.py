"""Decisions of the journal."""
