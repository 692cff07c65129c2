"""The demo school: its people, how it is made, and the doors that exist in demo mode alone."""
