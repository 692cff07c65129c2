"""Media of calls by LiveKit: rooms, participants, what each may send. Only this package knows LiveKit's terms."""
