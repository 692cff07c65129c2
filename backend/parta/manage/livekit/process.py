"""The media server as a process that `parta up` supervises."""

from collections.abc import Callable

import psutil
import structlog

from parta.core.settings import Settings
from parta.manage.child_process import ChildProcess
from parta.manage.livekit.plan import MediaServerPlan, replace_taken_ports

log = structlog.get_logger()


class MediaProcess:
    """The media server. Its ports are chosen anew where others took them, also after the start."""

    def __init__(self, plan: MediaServerPlan, child: ChildProcess, on_moved: Callable[[Settings], None]) -> None:
        """Run the plan's server as this child; call `on_moved` with the new settings when its address changes."""
        self._plan = plan
        self._on_moved = on_moved
        self.child = child
        child.before_start = self._replace_taken_ports

    def is_listening(self) -> bool:
        """Return True if the server of this installation, not of another one, listens at its address."""
        if self.child.pid is None:
            return False
        port = self._plan.config["port"]
        try:
            servers = psutil.Process(self.child.pid).children(recursive=True)
            return any(_is_listening_at(server, port) for server in servers)
        except psutil.Error:
            return False

    def _replace_taken_ports(self) -> None:
        before, self._plan = self._plan, replace_taken_ports(self._plan)
        if self._plan is before:
            return
        log.info("media ports were taken by others: chose other ones", **self._list_ports())
        if self._plan.settings.livekit_url != before.settings.livekit_url:
            self._on_moved(self._plan.settings)

    def _list_ports(self) -> dict[str, int]:
        rtc: dict[str, int] = self._plan.config["rtc"]
        return {"port": self._plan.config["port"], "udp_port": rtc["udp_port"], "tcp_port": rtc["tcp_port"]}


def _is_listening_at(process: psutil.Process, port: int) -> bool:
    sockets = process.net_connections("tcp")
    return any(one.status == psutil.CONN_LISTEN and one.laddr.port == port for one in sockets)
