"""Tables of remote lessons."""
