"""Unit tests of boards."""
