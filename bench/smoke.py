"""Smoke runs: with PARTA_BENCH_SMOKE=1 a bench uses tiny sizes, so that it takes a few seconds and measures nothing."""

import os
from contextlib import AbstractContextManager
from typing import TypeVar

from tests.processes import Part, Processes, run_processes

IS_SMOKE = os.environ.get("PARTA_BENCH_SMOKE") == "1"

T = TypeVar("T")


def choose(full: T, smoke: T) -> T:
    """Return the size of a full run or of a smoke run."""
    return smoke if IS_SMOKE else full


def run_parta(*parts: Part) -> AbstractContextManager[Processes]:
    """Run a Parta of its own with these processes; a smoke run uses the server of PARTA_TEST_DATABASE_URL, if set."""
    server = os.environ.get("PARTA_TEST_DATABASE_URL") if IS_SMOKE else None
    return run_processes(parts=parts, admin_url=server)
