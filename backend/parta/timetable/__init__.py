"""The timetable of a school: bells, slots, lessons, substitutions, and what the office changes."""
