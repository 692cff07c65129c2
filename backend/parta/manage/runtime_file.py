"""`up.json`: how benches, end-to-end tests and `parta doctor` find a running Parta; only its owner can read it."""

import json
import os
from dataclasses import dataclass, field
from typing import Any

from parta.core.settings import Settings
from parta.manage.home import write_secret
from parta.manage.runtime import read_runtime


@dataclass
class RuntimeFile:
    """The file with the addresses and process ids of everything that `parta up` runs."""

    settings: Settings
    pids: dict[str, int] = field(default_factory=lambda: {"up": os.getpid()})

    def record_process(self, name: str, pid: int) -> None:
        """Add the process and write the file."""
        self.pids[name] = pid
        self.write()

    def write(self) -> None:
        """Write the file atomically."""
        token = self.settings.demo_token
        content: dict[str, Any] = {
            "url": self.settings.origin,
            "outbox_url": get_outbox_url(self.settings),
            "demo_token": token.get_secret_value() if token else None,
            "database_url": self.settings.database_url,
            "livekit": _livekit(self.settings),
            "pids": self.pids,
        }
        temporary = self.settings.folder / "up.json.new"
        write_secret(temporary, json.dumps(content, indent=2))
        temporary.rename(self.settings.folder / "up.json")

    def remove(self) -> None:
        """Delete the file, if it is ours: nothing runs any more."""
        if read_runtime(self.settings).get("pids", {}).get("up") == os.getpid():
            (self.settings.folder / "up.json").unlink(missing_ok=True)


def get_outbox_url(settings: Settings) -> str | None:
    """Return the address of the page with the codes that would be sent by SMS; None outside demo mode."""
    if not settings.demo or settings.demo_token is None:
        return None
    base = f"http://127.0.0.1:{settings.port}" if settings.tls_cert is None else settings.origin
    return f"{base}/demo/outbox?token={settings.demo_token.get_secret_value()}"


def _livekit(settings: Settings) -> dict[str, str] | None:
    if settings.livekit_url is None or settings.livekit_key is None or settings.livekit_secret is None:
        return None
    secret = settings.livekit_secret.get_secret_value()
    return {"url": settings.livekit_url, "key": settings.livekit_key, "secret": secret}
