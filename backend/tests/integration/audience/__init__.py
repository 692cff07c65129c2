"""Every route and every update, for every kind of caller."""
