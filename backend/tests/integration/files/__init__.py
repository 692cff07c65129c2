"""Integration tests of files."""
