"""Running Parta: the command line, the processes of one machine, and the PostgreSQL that comes along."""
