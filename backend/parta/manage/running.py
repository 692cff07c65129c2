"""What is known of a Parta that runs here already."""

import json
from typing import Any

from parta.core.settings import Settings


def with_running_database(settings: Settings) -> Settings:
    """Give the settings with the embedded database's URL where none is named and `parta up` runs here."""
    if settings.database_url is not None:
        return settings
    return settings.model_copy(update={"database_url": running(settings).get("database_url")})


def running(settings: Settings) -> dict[str, Any]:
    """Give what the running `parta up` of this home tells of itself; nothing if none runs."""
    try:
        return json.loads((settings.folder / "up.json").read_text())
    except (OSError, ValueError):
        return {}
