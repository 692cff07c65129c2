"""Decisions of calls, without IO."""
