"""The stage of the audience serves here too: everything that is asked for is there."""

from tests.integration.audience.conftest import stage

__all__ = ["stage"]
