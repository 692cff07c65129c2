"""Calls: who is in them, with which rights, and what the media server is told of it."""
