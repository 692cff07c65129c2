"""Boards: shared drawings, saved as they change."""
