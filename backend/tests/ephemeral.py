"""A temporary PostgreSQL."""

import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from parta.manage.postgres.cluster import Cluster, Tuning


@contextmanager
def ephemeral_postgres() -> Generator[str]:
    """Yield the admin URL of a temporary server; it also ends when this process does."""
    folder = Path(tempfile.mkdtemp(prefix="parta-"))
    os.chmod(folder, 0o711)  # noqa: PTH101, S103 - the server's account may enter, but not list
    cluster = Cluster(folder / "postgres", Tuning(max_connections=300, shared_buffers_mb=128, durable=False))
    try:
        cluster.start()
        yield cluster.admin_url
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
