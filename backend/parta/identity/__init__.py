"""Parta ID: accounts by phone number, learning profiles, sessions and how one signs in."""
