"""How to reach a Parta that is already running here."""

import json
from typing import Any

from pydantic import SecretStr

from parta.core.settings import Settings


def with_runtime(settings: Settings) -> Settings:
    """Return the settings with the database and the media server of a running `parta up`, if there is one."""
    runtime, update = read_runtime(settings), dict[str, object]()
    if settings.database_url is None:
        update["database_url"] = runtime.get("database_url")
    media = runtime.get("livekit")
    if settings.livekit_url is None and media:
        update |= {
            "livekit_url": media["url"],
            "livekit_key": media["key"],
            "livekit_secret": SecretStr(media["secret"]),
        }
    return settings.model_copy(update=update)


def read_runtime(settings: Settings) -> dict[str, Any]:
    """Return the content of the runtime file of this home; empty if `parta up` is not running."""
    try:
        return json.loads((settings.folder / "up.json").read_text())
    except (OSError, ValueError):
        return {}
