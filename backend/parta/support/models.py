"""Tables of support."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.clock import now
from parta.core.db import Base, Identified


class SupportCase(Identified, Base):
    """A refused link that the school can resolve."""

    __tablename__ = "support_case"

    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"), index=True)
    profile_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id"), index=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("journal_account.id"))
    reasons: Mapped[list[str]] = mapped_column(ARRAY(Text()))
    opened_at: Mapped[datetime] = mapped_column(default=now)
    """When the case was recorded."""
