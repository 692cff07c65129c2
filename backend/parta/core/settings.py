"""Settings: from the environment (`PARTA_…`), with defaults that run a school on one machine."""

import os
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class ConfigurationError(Exception):
    """The settings are incomplete or unsafe; the message says what to set."""


class Settings(BaseSettings):
    """The settings of an installation."""

    model_config = SettingsConfigDict(env_prefix="PARTA_", extra="ignore")

    database_url: str | None = None
    """`postgresql://…` of an external PostgreSQL; None: the embedded one."""
    home: Path | None = None
    """Folder of the embedded database, files and secrets; None: the user's data folder."""
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str | None = None
    """The address that people type, such as `https://school.example`; None: `http://host:port`."""
    trusted_proxies: list[str] = Field(default_factory=list[str])
    """Addresses whose `X-Forwarded-For` is trusted."""
    demo: bool = False
    """True for the demo school: sample people, one click to sign in as them, codes on a page."""
    demo_token: SecretStr | None = None
    """The token of the page with the codes; generated at start in demo mode."""
    sms: Literal["outbox", "http"] = "outbox"
    """Where codes are sent: a page (demo mode only) or an HTTP gateway."""
    sms_url: str | None = None
    sms_token: SecretStr | None = None
    code_countries: list[str] = Field(default_factory=lambda: ["RU", "BY", "KZ", "AM", "KG"])
    """Codes are sent to mobile numbers of these countries alone, by their two letters (ISO 3166)."""
    codes_per_day: int = 1000
    """Codes that the whole installation sends on a day (UTC) at most: its budget, whoever asks."""
    secret: SecretStr | None = None
    """Derives the keys of hashes (codes) and encryption (secrets of others); None: generated once, stored in `home`."""
    metrics_token: SecretStr | None = None
    files_url: str | None = None
    """`s3://…` or `file://…` of the storage of uploads; None: a folder in `home`."""
    disk_reserve_gb: float | None = Field(default=None, ge=0)
    """What uploads leave free on the disk; None: the larger of 5 GB and the tenth part of it."""
    quota_student_gb: float = Field(default=2, ge=0)
    quota_staff_gb: float = Field(default=20, ge=0)
    quota_guardian_gb: float = Field(default=1, ge=0)
    """How much each person may store; who is linked with no school may as much as a guardian."""
    clamd: str | None = None
    """`host:port` of an antivirus daemon; None: uploads are not scanned."""
    boards_url: str | None = None
    """`unix:/path` or `tcp://127.0.0.1:port` where the boards process listens; None: a socket in `home`."""
    boards_memory_mb: int = 1536
    """The most memory that the boards process may address."""
    livekit_url: str | None = None
    """`http://host:port` of the media server as this machine reaches it; None: `parta up` runs its own."""
    livekit_key: str | None = None
    livekit_secret: SecretStr | None = None
    """The secret shared with the media server; None: generated once, stored in `home`."""
    livekit_binary: Path | None = None
    """A built media server; None: it is built once, by Go."""
    livekit_port: int = 7880
    livekit_udp_port: int = 7882
    livekit_tcp_port: int = 7881
    """Ports of our own media server: signalling on this machine alone, media by UDP and TCP."""
    livekit_node_ip: str | None = None
    """The address under which browsers reach its media; None: the address of the installation."""
    tls_cert: Path | None = None
    tls_key: Path | None = None
    """The certificate (with its chain) and its key; None: plain HTTP, or a proxy terminates TLS."""
    tls_ca: Path | None = None
    """The certificate authority of our own that signed the certificate, offered for download."""
    web_root: Path | None = None
    """The built front end; None: `web/dist` of the checkout."""

    @property
    def folder(self) -> Path:
        """Return the installation's data folder: `home`, or the platform's default."""
        if self.home is not None:
            return self.home
        if os.geteuid() == 0:
            return Path("/var/lib/parta")
        return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "parta"

    @property
    def files_folder(self) -> Path | None:
        """Return the folder of the uploads; None if they are stored elsewhere, as in S3."""
        if self.files_url is None:
            return self.folder / "files"
        address = urlsplit(self.files_url)
        return Path(unquote(address.path)) if address.scheme == "file" else None

    @property
    def origin(self) -> str:
        """Return the one origin that pages are served from."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def is_secure(self) -> bool:
        """True if the origin is HTTPS, so that cookies may require it."""
        return self.origin.startswith("https://")
