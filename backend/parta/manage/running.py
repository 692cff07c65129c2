"""What is known of a Parta that runs here already."""

import json
from typing import Any

from pydantic import SecretStr

from parta.core.settings import Settings


def with_running(settings: Settings) -> Settings:
    """Give the settings with what `parta up`, if it runs here, keeps itself: the database and the media server."""
    told, found = running(settings), dict[str, object]()
    if settings.database_url is None:
        found["database_url"] = told.get("database_url")
    media = told.get("livekit")
    if settings.livekit_url is None and media:
        found |= {
            "livekit_url": media["url"],
            "livekit_key": media["key"],
            "livekit_secret": SecretStr(media["secret"]),
        }
    return settings.model_copy(update=found)


def running(settings: Settings) -> dict[str, Any]:
    """Give what the running `parta up` of this home tells of itself; nothing if none runs."""
    try:
        return json.loads((settings.folder / "up.json").read_text())
    except (OSError, ValueError):
        return {}
