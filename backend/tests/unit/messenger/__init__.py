"""Rules of the messenger."""
