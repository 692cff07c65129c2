"""The gateway without IO."""
