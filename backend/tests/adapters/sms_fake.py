"""A fake SMS gateway on loopback that also fails, refuses, asks to wait and drops connections."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.loopback_server import run_loopback_server

OK, DROP = "200 OK", "drop"


@dataclass
class SmsGatewayFake:
    """An SMS gateway that responds as configured, and records what it accepted."""

    url: str = ""
    responses: list[str] = field(default_factory=list[str])
    """Status lines with headers for the next requests; afterwards all succeed."""
    requests: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    accepted: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    """Messages by key: the same key is the same message."""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one request."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in head.split("\r\n")[1:])}
        body = json.loads(await reader.readexactly(int(headers["content-length"])))
        self.requests.append({"headers": headers, "body": body})
        answer = self.responses.pop(0) if self.responses else OK
        if answer != DROP:
            if answer.startswith("2"):
                self.accepted[headers["idempotency-key"]] = body
            status, *more = answer.split("\n")
            lines = [f"HTTP/1.1 {status}", *more, "content-length: 0", "connection: close", "", ""]
            writer.write("\r\n".join(lines).encode())
            await writer.drain()
        writer.close()


@asynccontextmanager
async def run_sms_gateway_fake() -> AsyncGenerator[SmsGatewayFake]:
    """Run the fake gateway on a free port."""
    fake = SmsGatewayFake()
    async with run_loopback_server(fake.serve) as port:
        fake.url = f"http://127.0.0.1:{port}/messages"
        yield fake
