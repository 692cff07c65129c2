"""Stories of lessons held remotely."""
