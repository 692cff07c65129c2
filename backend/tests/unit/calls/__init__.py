"""Rules of calls."""
