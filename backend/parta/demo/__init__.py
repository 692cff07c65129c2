"""The demo school: its people, how it is created, and the routes that exist only in demo mode."""
