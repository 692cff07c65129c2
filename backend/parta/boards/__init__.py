"""Boards: shared drawings, kept as they grow."""
