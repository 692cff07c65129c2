"""What files declare."""

from parta.core.registry import OUTSIDE, DomainRegistry, at, on
from parta.files import events, handlers
from parta.files.events import FileUploaded

REGISTRY = DomainRegistry(
    name="files",
    events=events,
    handlers=[on(FileUploaded, handlers.file_uploaded, runs=OUTSIDE)],
    schedule=[at("17 1 * * *", handlers.sweep)],
)
