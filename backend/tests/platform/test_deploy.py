"""The files of `deploy/` give each process no more than it needs."""

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.platform.test_docs import HOWTO, ROOT

DEPLOY = ROOT / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
REQUIRED_VARIABLE = re.compile(r"\$\{([A-Z_]+):\?\}")
OWN_IMAGE = "parta"


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_writes_nowhere_else_gains_nothing_and_has_limits(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["tmpfs"]
    assert service["cap_drop"] == ["ALL"]
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else [])
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["mem_limit"]
    assert service["pids_limit"]
    assert not {"privileged", "network_mode", "pid", "devices"} & service.keys()


@pytest.mark.parametrize("name", SERVICES)
def test_an_image_that_is_not_ours_is_a_required_variable_that_the_howto_explains(name: str) -> None:
    image = str(SERVICES[name]["image"])
    if image == OWN_IMAGE:
        return
    variable = REQUIRED_VARIABLE.fullmatch(image)
    assert variable
    assert variable[1] in HOWTO


def test_so_is_every_image_that_ours_is_built_from() -> None:
    images = re.findall(r"^FROM (\S+)", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    variables = [name.removeprefix("${").removesuffix("}") for name in images]
    assert [f"${{{name}}}" for name in variables] == images
    for name in variables:
        assert COMPOSE["x-parta"]["build"]["args"][name] == f"${{{name}:?}}"
        assert name in HOWTO


def test_only_those_who_need_each_other_share_a_network() -> None:
    members = defaultdict[str, set[str]](set)
    for name, service in SERVICES.items():
        for network in service["networks"]:
            members[network].add(name)
    assert members.keys() == COMPOSE["networks"].keys()
    assert members["entry"] == {"proxy", "web"}
    assert COMPOSE["networks"]["data"]["internal"] is True
    for name in ("proxy", "livekit"):
        assert not set(SERVICES[name]["networks"]) & set(SERVICES["database"]["networks"])
    assert not set(SERVICES["proxy"]["networks"]) & set(SERVICES["livekit"]["networks"])


def test_nothing_but_the_proxy_and_the_media_of_calls_listens_to_the_world() -> None:
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"proxy", "livekit"}


def test_the_unit_gives_parta_no_privilege_and_has_limits() -> None:
    unit = _read_unit(DEPLOY / "parta.service")
    for name in (
        "DynamicUser",
        "LockPersonality",
        "NoNewPrivileges",
        "PrivateDevices",
        "PrivateTmp",
        "ProtectClock",
        "ProtectControlGroups",
        "ProtectHome",
        "ProtectHostname",
        "ProtectKernelLogs",
        "ProtectKernelModules",
        "ProtectKernelTunables",
        "RestrictNamespaces",
        "RestrictRealtime",
        "RestrictSUIDSGID",
    ):
        assert unit[name] == ["yes"], name
    assert unit["ProtectSystem"] == ["strict"]
    assert unit["CapabilityBoundingSet"] == unit["AmbientCapabilities"] == [""]
    assert unit["SystemCallFilter"] == ["@system-service", "~@privileged"]
    assert unit["SystemCallArchitectures"] == ["native"]
    assert set(unit["RestrictAddressFamilies"][0].split()) == {"AF_INET", "AF_INET6", "AF_UNIX", "AF_NETLINK"}
    assert unit["MemoryMax"]
    assert unit["TasksMax"]
    assert unit["OOMPolicy"] == ["continue"], "`parta up` restarts the process that was killed"


def _read_unit(path: Path) -> dict[str, list[str]]:
    """Return the values of each name: systemd allows a name several times."""
    values = defaultdict[str, list[str]](list)
    for line in path.read_text().splitlines():
        name, is_setting, value = line.partition("=")
        if is_setting and not line.startswith("#"):
            values[name].append(value)
    return values
