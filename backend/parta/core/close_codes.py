"""Codes with which we close sockets: one table for all of them. What a page does then is its own part of the same."""

TOO_LARGE = 1009
"""The message is larger than a frame may be, or names more than it may; the standard's own code."""
SIGNED_OUT = 4001
"""The session has ended."""
RESYNC = 4002
"""The client reads too slowly, or is silent: connect again, and receive what was missed."""
BAD_FRAME = 4003
"""The message is not accepted, for the given reason: start again from what all see."""
OTHER_PROTOCOL = 4004
"""The page speaks another protocol: reload it."""
NO_ACCESS = 4005
"""What was asked for does not exist, or is not for this client."""
TOO_MANY = 4029
"""Too many sockets or messages: wait as long as was said before."""
