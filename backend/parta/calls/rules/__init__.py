"""Rules of calls, without IO."""
