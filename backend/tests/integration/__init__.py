"""Stories over a real database and the whole application."""
