"""The state machine of link requests."""

from datetime import datetime
from enum import StrEnum

from parta.core.state_machine import StateMachine
from parta.linking.models import LinkRequestState
from parta.linking.rules.errors import LinkRequestCancelled, LinkRequestExpired, LinkRequestUsed


class CurrentState(StrEnum):
    """The state of a link request, expiry included."""

    OPEN = "open"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class LinkRequestAction(StrEnum):
    """Action on a link request."""

    CONTINUE = "continue"
    """Anything before its end, such as attaching a side."""
    FINISH = "finish"
    CANCEL = "cancel"


LINK_REQUEST_STATES = StateMachine(
    CurrentState,
    LinkRequestAction,
    {
        CurrentState.OPEN: {
            LinkRequestAction.CONTINUE: CurrentState.OPEN,
            LinkRequestAction.FINISH: CurrentState.FINISHED,
            LinkRequestAction.CANCEL: CurrentState.CANCELLED,
        },
        CurrentState.FINISHED: {
            LinkRequestAction.CONTINUE: LinkRequestUsed,
            LinkRequestAction.FINISH: CurrentState.FINISHED,
            LinkRequestAction.CANCEL: LinkRequestUsed,
        },
        CurrentState.CANCELLED: {
            LinkRequestAction.CONTINUE: LinkRequestCancelled,
            LinkRequestAction.FINISH: LinkRequestCancelled,
            LinkRequestAction.CANCEL: CurrentState.CANCELLED,
        },
        CurrentState.EXPIRED: {
            LinkRequestAction.CONTINUE: LinkRequestExpired,
            LinkRequestAction.FINISH: LinkRequestExpired,
            LinkRequestAction.CANCEL: CurrentState.CANCELLED,
        },
    },
)


def get_current_state(stored: LinkRequestState, expires_at: datetime, at: datetime) -> CurrentState:
    """Return the state at this time of a request that is stored in this state."""
    if stored is LinkRequestState.OPEN and expires_at <= at:
        return CurrentState.EXPIRED
    return CurrentState(stored)
