"""How the media server of our own is set up: where it listens, whom it tells, what it signs with."""

import json
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

from pydantic import SecretStr

from parta.core.settings import ConfigurationError, Settings
from parta.manage.addresses import lan_address, own_addresses
from parta.manage.home import kept_secret, make_passable, write_secret
from parta.manage.livekit import keeper
from parta.manage.livekit.binary import NoMediaServer, keep_binary

_KEY = "parta"
_WHOLE_PICTURE_AFTER = {"low_quality": "200ms", "mid_quality": "300ms", "high_quality": "500ms"}
"""How soon a sender is asked again for a whole picture: whoever comes sees nothing before one arrives."""
_LOOPBACK = "127.0.0.1"
_WEBHOOK = "/internal/livekit/webhook"


@dataclass(frozen=True, slots=True)
class Plan:
    """The media server to run, and the settings by which all our processes find it."""

    settings: Settings
    command: list[str] | None
    """None: it runs elsewhere, or there is none."""


def plan_media(settings: Settings, web_url: str, tell: Callable[[str], None]) -> Plan:
    """Give what to run, telling what happens to the web process at this address; nothing if it runs elsewhere.

    Raises Unfit.
    """
    if settings.livekit_url is not None:
        return Plan(settings, None)
    try:
        binary = keep_binary(settings, tell)
    except NoMediaServer as why:
        tell(f"There are no calls, since there is no media server: {why}")
        return Plan(settings, None)
    folder = settings.folder / "livekit"
    make_passable(folder)
    key = settings.livekit_key or _KEY
    secret = settings.livekit_secret or SecretStr(kept_secret(folder / "secret"))
    node_ip = settings.livekit_node_ip or media_address(settings)
    port = _take(settings, "livekit_port", socket.SOCK_STREAM)
    told = {
        "port": port,
        "bind_addresses": [_LOOPBACK],
        "keys": {key: secret.get_secret_value()},
        "rtc": _rtc(settings, node_ip),
        "room": {"auto_create": False, "enable_remote_unmute": False},
        "webhook": {"api_key": key, "urls": [f"{web_url}{_WEBHOOK}"]},
        "logging": {"level": "error", "pion_level": "fatal", "json": True},  # what it tells of people lies below
    }
    file = folder / "livekit.yaml"
    write_secret(file, json.dumps(told, indent=2))  # which is YAML too
    found = {"livekit_url": f"http://{_LOOPBACK}:{port}", "livekit_key": key, "livekit_secret": secret}
    command = [sys.executable, "-I", "-S", keeper.__file__, str(binary), "--config", str(file)]
    return Plan(settings.model_copy(update=found), command)


def media_address(settings: Settings) -> str:
    """Give the address under which browsers reach the media: this machine's own, or that on its network."""
    if settings.public_url is None and settings.host in (_LOOPBACK, "localhost", "::1"):
        return _LOOPBACK
    return lan_address() or _LOOPBACK


def _rtc(settings: Settings, node_ip: str) -> dict[str, Any]:
    """Give how media travels. On this machine alone nothing listens to the network: UDP never fails there."""
    is_inside = ip_address(node_ip).is_loopback
    rtc: dict[str, Any] = {
        "udp_port": _take(settings, "livekit_udp_port", socket.SOCK_DGRAM),
        "tcp_port": 0 if is_inside else _take(settings, "livekit_tcp_port", socket.SOCK_STREAM),
        "use_external_ip": False,
        "node_ip": node_ip,
        "enable_loopback_candidate": is_inside,
        "stun_servers": ["127.0.0.1:3478"],  # none at all would send browsers to public ones
        "pli_throttle": _WHOLE_PICTURE_AFTER,
    }
    if is_inside or node_ip in own_addresses():
        rtc["ips"] = {"includes": [f"{node_ip}/{ip_address(node_ip).max_prefixlen}"]}
    return rtc


def _take(settings: Settings, name: str, kind: socket.SocketKind) -> int:
    """Give the port of this setting, or a free one when its default is taken; a wish that cannot be met is told."""
    port: int = getattr(settings, name)
    if _is_free(port, kind):
        return _free(kind) if port == 0 else port
    if name in settings.model_fields_set:
        raise ConfigurationError(f"port {port} is taken: set PARTA_{name.upper()}")
    return _free(kind)


def _is_free(port: int, kind: socket.SocketKind) -> bool:
    with socket.socket(socket.AF_INET, kind) as tried:
        if kind == socket.SOCK_STREAM:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("", port))
        except OSError:
            return False
    return True


def _free(kind: socket.SocketKind) -> int:
    with socket.socket(socket.AF_INET, kind) as tried:
        tried.bind(("", 0))
        return int(tried.getsockname()[1])
