"""The base of all tables, the columns of stream entities, and engine and sessions."""

import errno
import socket
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import JSON, BigInteger, DateTime, Enum, MetaData, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from parta.core.ids import new_id

DATABASE_ERRORS: tuple[type[Exception], ...] = (
    SQLAlchemyError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    OSError,
    TimeoutError,
)
"""What a statement or a connection may raise; `is_unavailable` tells which of it means that the database is away."""
_UNAVAILABLE = ("08", "25006", "53", "57P", "58")
"""Prefixes of SQLSTATE: connections, a read-only standby, no room or memory, shutting down, the disk."""
_UNREACHABLE = frozenset({errno.EHOSTUNREACH, errno.EHOSTDOWN, errno.ENETUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL})


class Base(DeclarativeBase):
    """Base of every table, with constraints named so that migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: DateTime(timezone=True),
        str: Text,
        StrEnum: Enum(StrEnum, native_enum=False, create_constraint=False, length=32),
        dict[str, Any]: JSON().with_variant(JSONB(), "postgresql"),
        list[dict[str, Any]]: JSON().with_variant(JSONB(), "postgresql"),
    }


class Identified:
    """Mixin: a row with an identifier of its own."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)


class StreamEntity(Identified):
    """Mixin: a row that streams publish, with its id and the seq of its stream at its last change.

    Its table requires an index on (stream column, changed_seq), by which a difference is read.
    """

    changed_seq: Mapped[int] = mapped_column(BigInteger, default=0)


def is_unavailable(error: Exception) -> bool:
    """Return True if the database is away or has no room, so that the same may succeed later."""
    if isinstance(error, (PoolTimeoutError, ConnectionError, TimeoutError, socket.gaierror)):
        return True
    if isinstance(error, OSError):  # without a number it stands for several: of each address of a name
        return error.errno is None or error.errno in _UNREACHABLE
    if isinstance(error, asyncpg.InterfaceError):  # a closed connection; those about values are errors of ours
        return not isinstance(error, ValueError)
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    origin = error.orig if isinstance(error, DBAPIError) else error
    return str(getattr(origin, "sqlstate", None) or "").startswith(_UNAVAILABLE)


def make_engine(url: str, *, pool_size: int = 10) -> AsyncEngine:
    """Return an engine over asyncpg for a `postgresql://` URL, with at most twice `pool_size` connections.

    Its errors omit parameters, which contain what people typed.
    """
    return create_async_engine(
        url.replace("postgresql://", "postgresql+asyncpg://", 1),
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_pre_ping=False,
        pool_timeout=10,
        hide_parameters=True,
        json_deserializer=msgspec.json.decode,
    )
