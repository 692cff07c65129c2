"""Decisions about remote lessons, without IO."""
