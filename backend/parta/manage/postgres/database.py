"""Parta's own database in the server: its role may do everything there, and nothing elsewhere."""

import asyncpg

from parta.manage.home import kept_secret
from parta.manage.postgres.cluster import HOST, Cluster

_NAME = "parta"


async def keep_database(cluster: Cluster) -> str:
    """Make the role and its database exist in the running server; give the URL. Safe to repeat."""
    password = kept_secret(cluster.folder / "role-secret")
    admin = await asyncpg.connect(cluster.admin_url)
    try:
        if not await admin.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", _NAME):
            await admin.execute(f"CREATE ROLE {_NAME} LOGIN")
        await admin.execute(f"ALTER ROLE {_NAME} PASSWORD '{password}'")  # the secret is ours and has no quotes
        if not await admin.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", _NAME):
            await admin.execute(f"CREATE DATABASE {_NAME} OWNER {_NAME}")
    finally:
        await admin.close()
    return f"postgresql://{_NAME}:{password}@{HOST}:{cluster.port}/{_NAME}"
