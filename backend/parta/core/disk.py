"""The disk of the uploads: how much of it is free, and the reserve that uploads leave free."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from parta.core.settings import Settings

GB = 1 << 30
_RESERVE_GB = 5
_RESERVE_SHARE = 10
"""The reserve is at least the tenth part of the disk."""


@dataclass(frozen=True, slots=True)
class DiskSpace:
    """The space of a disk, in bytes."""

    free: int
    reserve: int
    """Uploads are refused that would leave less than this free."""

    def has_room_for(self, size: int) -> bool:
        """Return True if so many bytes may be uploaded."""
        return self.free - size >= self.reserve


def read_disk_space(folder: Path, reserve_gb: float | None) -> DiskSpace:
    """Return the space of the disk of this folder; the reserve is the larger of 5 GB and 10 % unless it is given."""
    usage = shutil.disk_usage(folder)
    if reserve_gb is not None:
        return DiskSpace(usage.free, int(reserve_gb * GB))
    return DiskSpace(usage.free, max(_RESERVE_GB * GB, usage.total // _RESERVE_SHARE))


def find_files_disk(settings: Settings) -> DiskSpace | None:
    """Return the space of the disk of the uploads; None if they are stored elsewhere, or their folder is gone."""
    folder = settings.files_folder
    try:
        return read_disk_space(folder, settings.disk_reserve_gb) if folder else None
    except OSError:
        return None
