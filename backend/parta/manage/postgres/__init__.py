"""The embedded PostgreSQL, run by a supervisor of our own."""
