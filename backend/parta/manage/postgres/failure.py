"""What went wrong with the database server, in words for the person who runs it."""


class PostgresFailure(Exception):  # noqa: N818 - named as it is told
    """The server cannot be had; the text says why and, where it can, what to do."""


class AlreadyRunning(PostgresFailure):
    """Another Parta on this machine holds the same folder."""
