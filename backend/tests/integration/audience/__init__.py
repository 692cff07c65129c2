"""Every route and every put, for everybody there is."""
