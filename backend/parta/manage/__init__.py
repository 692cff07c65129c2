"""Running Parta: the command line, the processes of one machine, and the embedded PostgreSQL."""
