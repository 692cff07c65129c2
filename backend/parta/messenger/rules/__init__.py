"""Decisions of the messenger, without IO."""
