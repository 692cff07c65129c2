"""The school of the journal's tests."""

from tests.integration.school.conftest import school

__all__ = ["school"]
