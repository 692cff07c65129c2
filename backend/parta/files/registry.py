"""What files declare."""

from parta.core.registry import INSIDE, OUTSIDE, DomainRegistry, at, on, once, perform
from parta.files import events, handlers
from parta.files.events import FileReleased, FileUploaded

REGISTRY = DomainRegistry(
    name="files",
    events=events,
    handlers=[
        on(FileUploaded, handlers.file_uploaded, runs=INSIDE),
        on(FileReleased, handlers.file_released, runs=OUTSIDE),
    ],
    tasks=[
        perform(handlers.PROCESS_FILE, handlers.process_file, runs=OUTSIDE),
        perform(handlers.DELETE_FILE, handlers.delete_file, runs=OUTSIDE),
        perform(handlers.DELETE_UPLOAD, handlers.delete_upload, runs=OUTSIDE),
    ],
    on_start=[once(handlers.release_taken)],
    schedule=[
        at("* * * * * */30", handlers.process_waiting, runs=INSIDE),
        at("17 1 * * *", handlers.sweep, runs=INSIDE),
        at("37 1 * * *", handlers.delete_orphans, runs=OUTSIDE),
    ],
)
