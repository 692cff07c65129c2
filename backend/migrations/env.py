"""Alembic's environment: migrations run over the connection that the caller hands in."""

from alembic import context

from parta.core.db import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, compare_type=True)
with context.begin_transaction():
    context.run_migrations()
