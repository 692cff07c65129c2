"""Calls: their participants, rights and rings, and the state of their rooms on the media server."""
