"""HTTP dependency of routes that call outside services."""

from typing import Annotated

from fastapi import Depends, Request

from parta.adapters.context import Context
from parta.core.errors import Unavailable, raises


@raises(Unavailable)
async def _get_context(request: Request) -> Context:
    context: Context = request.app.state.context
    return context


RequestContext = Annotated[Context, Depends(_get_context)]
"""The context of the process, with its adapters."""
