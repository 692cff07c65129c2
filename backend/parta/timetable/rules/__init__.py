"""Decisions of the timetable, without IO."""
