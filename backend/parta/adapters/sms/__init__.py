"""Short messages to phones."""
