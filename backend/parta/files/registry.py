"""What files declare."""

from parta.core.registry import INSIDE, OUTSIDE, DomainRegistry, at, on, perform
from parta.files import events, handlers
from parta.files.events import FileUploaded

REGISTRY = DomainRegistry(
    name="files",
    events=events,
    handlers=[on(FileUploaded, handlers.file_uploaded, runs=OUTSIDE)],
    tasks=[
        perform(handlers.DELETE_FILE, handlers.delete_file, runs=OUTSIDE),
        perform(handlers.DELETE_UPLOAD, handlers.delete_upload, runs=OUTSIDE),
    ],
    schedule=[
        at("17 1 * * *", handlers.sweep, runs=INSIDE),
        at("37 1 * * *", handlers.delete_orphans, runs=OUTSIDE),
    ],
)
