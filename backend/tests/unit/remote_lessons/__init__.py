"""Rules of remote lessons."""
