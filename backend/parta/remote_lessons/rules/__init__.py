"""Rules of remote lessons, without IO."""
