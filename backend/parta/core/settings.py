"""Settings: from the environment (`PARTA_…`), with defaults that run a school on one machine."""

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class ConfigurationError(Exception):
    """The settings do not make an installation that may serve people; the message says what to set."""


class Settings(BaseSettings):
    """What an installation may say of itself."""

    model_config = SettingsConfigDict(env_prefix="PARTA_", extra="ignore")

    database_url: str | None = None
    """`postgresql://…` of an external PostgreSQL; none: the embedded one."""
    home: Path | None = None
    """Where the embedded database, files and secrets live; none: the user's data folder."""
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str | None = None
    """What people type, such as `https://school.example`; none: `http://host:port`."""
    trusted_proxies: list[str] = Field(default_factory=list[str])
    """Addresses whose `X-Forwarded-For` is believed."""
    demo: bool = False
    """Whether this is the demo school: people to try, one click to sign in as them, codes on a page."""
    demo_token: SecretStr | None = None
    """What opens the page with the codes; made at start in demo mode."""
    sms: Literal["outbox", "http"] = "outbox"
    """Where codes go: a page (demo mode only) or an HTTP gateway."""
    sms_url: str | None = None
    sms_token: SecretStr | None = None
    secret: SecretStr | None = None
    """Keys what is stored hashed (codes) or locked (secrets of others); none: made once and kept in `home`."""
    metrics_token: SecretStr | None = None
    files_url: str | None = None
    """`s3://…` or `file://…` where uploads are kept; none: a folder in `home`."""
    clamd: str | None = None
    """`host:port` of an antivirus daemon; none: uploads are not scanned."""
    livekit_url: str | None = None
    """`http://host:port` of the media server as this machine reaches it; none: `parta up` runs one of its own."""
    livekit_key: str | None = None
    livekit_secret: SecretStr | None = None
    """What the media server and we sign with; none: made once and kept in `home`."""
    livekit_binary: Path | None = None
    """A media server that is built already; none: it is built once, by Go."""
    livekit_port: int = 7880
    livekit_udp_port: int = 7882
    livekit_tcp_port: int = 7881
    """Where the media server of our own listens: for its own words on this machine alone, for media by UDP and TCP."""
    livekit_node_ip: str | None = None
    """The address under which browsers reach its media; none: the one that people come by."""
    tls_cert: Path | None = None
    tls_key: Path | None = None
    """The certificate (with its chain) and its key; none: people come by plain HTTP, or a proxy holds them."""
    tls_ca: Path | None = None
    """The authority of our own that vouches for the certificate, offered for download."""
    web_root: Path | None = None
    """The built front end; none: `web/dist` of the checkout."""

    @property
    def folder(self) -> Path:
        """Give where this installation keeps what is its own: `home`, or the usual place for such things."""
        if self.home is not None:
            return self.home
        if os.geteuid() == 0:
            return Path("/var/lib/parta")
        return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "parta"

    @property
    def origin(self) -> str:
        """Give the one origin that pages are served from."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def is_secure(self) -> bool:
        """Whether people come by HTTPS, so that cookies may insist on it."""
        return self.origin.startswith("https://")
