"""Decisions about remote lessons."""
