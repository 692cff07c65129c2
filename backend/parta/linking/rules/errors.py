"""Errors of the state of a link request, each with a stable code that the client translates."""

from parta.core.errors import Conflict


class LinkRequestExpired(Conflict):
    """The link request has expired: begin again."""

    code = "link_request_expired"


class LinkRequestUsed(Conflict):
    """The link request was used already."""

    code = "link_request_used"


class LinkRequestCancelled(Conflict):
    """The link request was cancelled."""

    code = "link_request_cancelled"
