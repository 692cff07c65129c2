"""That Parta runs: its PostgreSQL, its processes, its health, its log."""
