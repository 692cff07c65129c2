"""The configuration of our own media server: ports, webhook, keys."""

import json
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from parta.core.settings import ConfigurationError, Settings
from parta.manage.addresses import get_lan_address, list_own_addresses
from parta.manage.home import ensure_secret, make_traversable, write_secret
from parta.manage.livekit import supervisor
from parta.manage.livekit.binary import MediaBinaryError, ensure_binary

_KEY = "parta"
_KEYFRAME_REQUEST_INTERVALS = {"low_quality": "200ms", "mid_quality": "300ms", "high_quality": "500ms"}
"""The minimum interval between keyframe requests to a sender: a newcomer sees nothing before a keyframe arrives."""
_LOOPBACK = "127.0.0.1"
_WEBHOOK = "/internal/livekit/webhook"


@dataclass(frozen=True, slots=True)
class MediaServerPlan:
    """The media server to run, and the settings by which all our processes reach it."""

    settings: Settings
    command: list[str] | None
    """None if it runs elsewhere, or if there is none."""
    config: dict[str, Any] = field(default_factory=dict[str, Any])
    file: Path | None = None
    """Where the configuration is written."""


def plan_media_server(settings: Settings, web_url: str, report: Callable[[str], None]) -> MediaServerPlan:
    """Return the media server to run, whose webhook calls the web process at this address; none if it runs elsewhere.

    Raises ConfigurationError.
    """
    if settings.livekit_url is not None:
        return MediaServerPlan(settings, None)
    try:
        binary = ensure_binary(settings, report)
    except MediaBinaryError as why:
        report(f"Calls are not available, since there is no media server: {why}")
        return MediaServerPlan(settings, None)
    folder = settings.folder / "livekit"
    make_traversable(folder)
    key = settings.livekit_key or _KEY
    secret = settings.livekit_secret or SecretStr(ensure_secret(folder / "secret"))
    node_ip = settings.livekit_node_ip or get_media_address(settings)
    port = _choose_port(settings, "livekit_port", socket.SOCK_STREAM)
    config = {
        "port": port,
        "bind_addresses": [_LOOPBACK],
        "keys": {key: secret.get_secret_value()},
        "rtc": _build_rtc_config(settings, node_ip),
        "room": {"auto_create": False, "enable_remote_unmute": False},
        "webhook": {"api_key": key, "urls": [f"{web_url}{_WEBHOOK}"]},
        "logging": {"level": "error", "pion_level": "fatal", "json": True},  # lower levels contain personal data
    }
    file = folder / "livekit.yaml"
    write_secret(file, json.dumps(config, indent=2))  # which is YAML too
    update = {"livekit_url": _build_url(port), "livekit_key": key, "livekit_secret": secret}
    command = [sys.executable, "-I", "-S", supervisor.__file__, str(binary), "--config", str(file)]
    return MediaServerPlan(settings.model_copy(update=update), command, config, file)


def replace_taken_ports(plan: MediaServerPlan) -> MediaServerPlan:
    """Return the plan with other ports in place of those that others have taken meanwhile; configured ones stay.

    Called before each start of the server, while it does not hold its ports itself.
    """
    rtc: dict[str, Any] = plan.config["rtc"]
    chosen = {
        "livekit_port": (plan.config, "port", socket.SOCK_STREAM),
        "livekit_udp_port": (rtc, "udp_port", socket.SOCK_DGRAM),
        "livekit_tcp_port": (rtc, "tcp_port", socket.SOCK_STREAM),
    }
    changed = False
    for name, (section, key, kind) in chosen.items():
        port = int(section[key])
        if port and not _is_configured(plan.settings, name) and not _is_port_free(port, kind):
            section[key], changed = _find_free_port(kind), True
    if not changed or plan.file is None:
        return plan
    write_secret(plan.file, json.dumps(plan.config, indent=2))
    settings = plan.settings.model_copy(update={"livekit_url": _build_url(plan.config["port"])})
    return replace(plan, settings=settings)


def get_media_address(settings: Settings) -> str:
    """Return the address to which browsers send media: loopback, or this machine's address on its network."""
    if settings.public_url is None and settings.host in (_LOOPBACK, "localhost", "::1"):
        return _LOOPBACK
    return get_lan_address() or _LOOPBACK


def _build_rtc_config(settings: Settings, node_ip: str) -> dict[str, Any]:
    """Return the configuration of media transport. On loopback, TCP is off, since UDP never fails there."""
    is_loopback = ip_address(node_ip).is_loopback
    rtc: dict[str, Any] = {
        "udp_port": _choose_port(settings, "livekit_udp_port", socket.SOCK_DGRAM),
        "tcp_port": 0 if is_loopback else _choose_port(settings, "livekit_tcp_port", socket.SOCK_STREAM),
        "use_external_ip": False,
        "node_ip": node_ip,
        "enable_loopback_candidate": is_loopback,
        "stun_servers": ["127.0.0.1:3478"],  # an empty list would send browsers to public servers
        "pli_throttle": _KEYFRAME_REQUEST_INTERVALS,
    }
    if is_loopback or node_ip in list_own_addresses():
        rtc["ips"] = {"includes": [f"{node_ip}/{ip_address(node_ip).max_prefixlen}"]}
    return rtc


def _choose_port(settings: Settings, name: str, kind: socket.SocketKind) -> int:
    """Return the port of this setting, or a free one if its default is taken.

    Raises ConfigurationError if a configured port is taken.
    """
    port: int = getattr(settings, name)
    if _is_port_free(port, kind):
        return _find_free_port(kind) if port == 0 else port
    if _is_configured(settings, name):
        raise ConfigurationError(f"port {port} is taken: set PARTA_{name.upper()}")
    return _find_free_port(kind)


def _is_configured(settings: Settings, name: str) -> bool:
    """Return True if this very port was asked for; 0 asks for any."""
    return name in settings.model_fields_set and getattr(settings, name) != 0


def _build_url(port: int) -> str:
    return f"http://{_LOOPBACK}:{port}"


def _is_port_free(port: int, kind: socket.SocketKind) -> bool:
    with socket.socket(socket.AF_INET, kind) as probe:
        if kind == socket.SOCK_STREAM:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
        except OSError:
            return False
    return True


def _find_free_port(kind: socket.SocketKind) -> int:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("", 0))
        return int(probe.getsockname()[1])
