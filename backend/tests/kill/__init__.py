"""A running Parta whose processes are killed while people write."""
