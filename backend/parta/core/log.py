"""The log: one line of JSON (plain text in a terminal) per event, on standard error, without personal data.

Nothing that people typed may reach it: no phones, names, texts, codes, query strings, cookies. So an error is logged
by its type and stack frames, never by its message (messages quote rows and input), and a library's record by the first
line of its template, without the values.
"""

import logging
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TextIO, cast

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

_MAX_FRAMES = 12
_ROOT = Path(__file__).resolve().parents[2]

ExcInfo = tuple[type[BaseException] | None, BaseException | None, TracebackType | None]


def configure(level: str = "info", stream: TextIO | None = None) -> None:
    """Configure logging of this process, libraries included, to the stream (default: standard error)."""
    out: TextIO = sys.stderr if stream is None else stream
    renderer: Processor = (
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        if out.isatty()
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            summarize_error,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(out),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(handlers=[_LibraryHandler()], level=logging.WARNING, force=True)


def summarize_error(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Replace the exception by its type, its causes, the database's error code and the stack frames."""
    error = _get_error(event.pop("exc_info", None))
    if error is not None:
        chain = list(_iterate_causes(error))
        event["error"] = " < ".join(type(link).__qualname__ for link in chain)
        event["frames"] = _format_frames(error)
        for link in chain:
            for name in ("sqlstate", "constraint_name"):
                if (value := getattr(link, name, None)) is not None:
                    event[name] = str(value)
    return event


class _LibraryHandler(logging.Handler):
    """Passes log records of libraries on: the first line of the template, without the values."""

    def emit(self, record: logging.LogRecord) -> None:
        """Log the record under the library's name."""
        template = record.msg.split("\n", 1)[0] if isinstance(record.msg, str) else type(record.msg).__qualname__
        log = structlog.get_logger(library=record.name)
        log.log(record.levelno, template, **({"exc_info": record.exc_info} if record.exc_info else {}))


def _get_error(exc_info: object) -> BaseException | None:
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple):
        return cast("ExcInfo", exc_info)[1]
    return sys.exc_info()[1] if exc_info else None


def _iterate_causes(error: BaseException) -> Iterator[BaseException]:
    """Yield the error and its causes, outermost first."""
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        link = link.__cause__ or link.__context__


def _format_frames(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)[-_MAX_FRAMES:]
    return [f"{_shorten_path(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _shorten_path(filename: str) -> str:
    path = Path(filename)
    if path.is_relative_to(_ROOT):
        return str(path.relative_to(_ROOT)).split("site-packages/")[-1]
    return "/".join(path.parts[-2:])
