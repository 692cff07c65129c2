"""Notifications: what somebody is told in person, whichever page they have open."""
