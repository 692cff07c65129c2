"""Remote lessons: a lesson of the timetable, the call it is taught in, and the chat of its course."""
