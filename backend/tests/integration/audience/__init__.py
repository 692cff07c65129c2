"""Every route and every update, for everybody there is."""
