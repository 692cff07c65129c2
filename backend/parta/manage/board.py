"""What is told to whoever works with a running Parta (benches, stories, doctors): `up.json`, for its owner."""

import json
import os
from dataclasses import dataclass, field
from typing import Any

from parta.core.settings import Settings
from parta.manage.home import write_secret


@dataclass
class Board:
    """Tells of the running processes, and where to reach them."""

    settings: Settings
    pids: dict[str, int] = field(default_factory=lambda: {"up": os.getpid()})

    def begun(self, name: str, pid: int) -> None:
        """Note the process."""
        self.pids[name] = pid
        self.write()

    def write(self) -> None:
        """Leave the file whole."""
        token = self.settings.demo_token
        facts: dict[str, Any] = {
            "url": self.settings.origin,
            "outbox_url": outbox_url(self.settings),
            "demo_token": token.get_secret_value() if token else None,
            "database_url": self.settings.database_url,
            "livekit": _livekit(self.settings),
            "pids": self.pids,
        }
        unfinished = self.settings.folder / "up.json.new"
        write_secret(unfinished, json.dumps(facts, indent=2))
        unfinished.rename(self.settings.folder / "up.json")

    def remove(self) -> None:
        """Say that nothing runs any more."""
        (self.settings.folder / "up.json").unlink(missing_ok=True)


def outbox_url(settings: Settings) -> str | None:
    """Give the page with the codes that would go out as SMS, in demo mode."""
    if not settings.demo or settings.demo_token is None:
        return None
    base = f"http://127.0.0.1:{settings.port}" if settings.tls_cert is None else settings.origin
    return f"{base}/demo/outbox?token={settings.demo_token.get_secret_value()}"


def _livekit(settings: Settings) -> dict[str, str] | None:
    if settings.livekit_url is None or settings.livekit_key is None or settings.livekit_secret is None:
        return None
    secret = settings.livekit_secret.get_secret_value()
    return {"url": settings.livekit_url, "key": settings.livekit_key, "secret": secret}
