"""The lessons of the remote lessons' tests."""

from tests.integration.remote_lessons.conftest import scenario

__all__ = ["scenario"]
