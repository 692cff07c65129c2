"""The PostgreSQL that comes along with Parta, run by a supervisor of our own."""
