"""Stories of notifications."""
