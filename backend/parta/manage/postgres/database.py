"""Parta's own database in the embedded server: its role owns it and has no other rights."""

import asyncpg

from parta.manage.home import ensure_secret
from parta.manage.postgres.cluster import HOST, Cluster

_NAME = "parta"


async def ensure_database(cluster: Cluster) -> str:
    """Ensure that the role and its database exist in the running server; return the URL. Idempotent."""
    password = ensure_secret(cluster.folder / "role-secret")
    admin = await asyncpg.connect(cluster.admin_url)
    try:
        if not await admin.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", _NAME):
            await admin.execute(f"CREATE ROLE {_NAME} LOGIN")
        await admin.execute(f"ALTER ROLE {_NAME} PASSWORD '{password}'")  # our own secret, without quotes
        if not await admin.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", _NAME):
            await admin.execute(f"CREATE DATABASE {_NAME} OWNER {_NAME}")
    finally:
        await admin.close()
    return f"postgresql://{_NAME}:{password}@{HOST}:{cluster.port}/{_NAME}"
