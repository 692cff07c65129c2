"""Stories of the messenger."""
