"""The kinds that messages can carry, as a dependency of routes."""

from typing import Annotated

from fastapi import Depends

from parta.core.http import RequestCoreContext
from parta.messenger.queries.attachments import Attachments


async def _get_attachments(context: RequestCoreContext) -> Attachments:
    return context.get(Attachments)


MessageAttachments = Annotated[Attachments, Depends(_get_attachments)]
"""The kinds that messages can carry."""
