"""Errors of the embedded server, with messages for the person who runs it."""


class PostgresError(Exception):
    """The server cannot run; the message says why and, where possible, what to do."""


class AlreadyRunningError(PostgresError):
    """Another Parta on this machine uses the same folder."""
