"""Tables of files."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.clock import now
from parta.core.db import Base, Identified


class FileKind(StrEnum):
    """What a file is to those who look: a picture is shown, another file is downloaded."""

    PICTURE = "picture"
    FILE = "file"


class FileState(StrEnum):
    """How far a file has come: only what is clean is given out."""

    PENDING = "pending"
    CLEAN = "clean"
    BLOCKED = "blocked"
    """The antivirus found something."""
    FAILED = "failed"
    """It says that it is a picture and cannot be read as one."""


class File(Identified, Base):
    """A file that somebody uploaded. Its bytes lie in the storage under a random key."""

    __tablename__ = "file"
    __table_args__ = (
        UniqueConstraint("client_id", "uploader_id"),
        Index(None, "created_at"),
    )

    uploader_id: Mapped[UUID] = mapped_column(index=True)
    """Whose it is: a profile's, or a journal account's."""
    client_id: Mapped[UUID]
    """Made by the client once per upload, so that a retry gives the same file."""
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[FileKind]
    width: Mapped[int | None]
    height: Mapped[int | None]
    state: Mapped[FileState] = mapped_column(default=FileState.PENDING)
    storage_key: Mapped[str] = mapped_column(index=True)
    preview_key: Mapped[str | None] = mapped_column(index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def has_preview(self) -> bool:
        """Whether there is a small picture of it."""
        return self.preview_key is not None


class FileGrant(Base):
    """Leave to have the file for all who may see this: a chat, a lesson, or everybody's profiles."""

    __tablename__ = "file_grant"
    __table_args__ = (Index(None, "scope", "scope_id"),)

    file_id: Mapped[UUID] = mapped_column(ForeignKey("file.id", ondelete="CASCADE"), primary_key=True)
    scope: Mapped[str] = mapped_column(primary_key=True)
    scope_id: Mapped[UUID] = mapped_column(primary_key=True)


class Upload(Identified, Base):
    """A large file on its way: it comes in parts and can be taken up again after a broken connection."""

    __tablename__ = "upload"
    __table_args__ = (UniqueConstraint("client_id", "uploader_id"),)

    uploader_id: Mapped[UUID] = mapped_column(index=True)
    client_id: Mapped[UUID]
    name: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    received: Mapped[int] = mapped_column(BigInteger, default=0)
    touched_at: Mapped[datetime] = mapped_column(default=now, index=True)


class UploadPart(Base):
    """A stretch of a large file, already in the storage."""

    __tablename__ = "upload_part"

    upload_id: Mapped[UUID] = mapped_column(ForeignKey("upload.id", ondelete="CASCADE"), primary_key=True)
    starts_at: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    storage_key: Mapped[str] = mapped_column(index=True)
