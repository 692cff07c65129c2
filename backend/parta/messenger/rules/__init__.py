"""Rules of the messenger, without IO."""
