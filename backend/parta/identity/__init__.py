"""Parta ID: accounts by phone number, learning profiles, sessions, sign-in."""
