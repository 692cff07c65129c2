"""Stories of files."""
