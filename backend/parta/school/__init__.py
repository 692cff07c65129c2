"""Schools: years, classes, courses, who is in them, whose guardian is who, bells and timetable, journal accounts."""
