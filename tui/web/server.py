"""The web server: textual-serve with our own page, for our own pages only, and quiet."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import socket
import sys
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from textual_serve.server import Server

from tui.web.lifetime import when_abandoned

__all__ = ["MOST_VISITORS", "PageServer", "is_loopback", "may_visit"]

MOST_VISITORS = 16
"""Each visitor costs a process that holds the whole library."""

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; connect-src 'self' ws: wss:; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def may_visit(host: str, origin: str | None, *, loopback: bool) -> bool:
    """Whether a request comes from a page of ours, by its Host and Origin.

    Any web site that is open on this machine can talk to a server on it: by a web socket, which no browser forbids
    (then Origin is another), or under a name of its own that it points to 127.0.0.1 (then Host is).
    """
    try:
        if loopback and not is_loopback(urlsplit(f"//{host}").hostname or ""):
            return False
        return origin is None or urlsplit(origin).netloc == host
    except ValueError:  # half an IPv6 address, say: no page has such a name
        return False


def is_loopback(host: str) -> bool:
    """Whether a host, as in an address, is this machine to itself only."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


class PageServer(Server):
    """Serves one library: a process for each page, ended with it."""

    def __init__(self, command: str, listener: socket.socket) -> None:
        """`command` is what the shell starts for each visitor, who comes by `listener`."""
        host, port = listener.getsockname()[:2]
        super().__init__(command, host, port, title="bibscope", templates_path=Path(__file__).parent)
        self._listener = listener
        self._visits: set[asyncio.Task[object]] = set()

    def initialize_logging(self) -> None:
        """Only what went wrong is told, on stderr."""
        logging.basicConfig(level="WARNING", format="%(message)s")

    def serve(self, debug: bool = False) -> None:
        """Serve until interrupted, or left by who started us."""
        self.initialize_logging()
        web.run_app(self._make_app(), sock=self._listener, print=lambda _: self._announce())

    def _announce(self) -> None:
        """Say where the page is, on stdout, for people and scripts; from now on it answers."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        sys.stdout.write(f"http://{host}:{self.port}/\n")
        sys.stdout.flush()

    async def on_startup(self, app: web.Application) -> None:
        """Watch who started us."""
        loop = asyncio.get_running_loop()
        when_abandoned(lambda: loop.call_soon_threadsafe(self.request_exit))

    async def on_shutdown(self, app: web.Application) -> None:
        """End the visits, whose connections would else hold the server for a minute."""
        for visit in self._visits:
            visit.cancel()

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one visitor until the page is closed."""
        if len(self._visits) >= MOST_VISITORS:
            raise web.HTTPServiceUnavailable(text=f"There are {MOST_VISITORS} visitors already.")
        visit = asyncio.current_task()
        assert visit is not None  # handlers run in tasks
        self._visits.add(visit)
        try:
            return await super().handle_websocket(request)
        finally:
            self._visits.discard(visit)

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(_only_our_pages(loopback=is_loopback(self.host)))
        app.on_response_prepare.append(_set_headers)
        return app


def _only_our_pages(*, loopback: bool) -> Middleware:
    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not may_visit(request.host, request.headers.get("Origin"), loopback=loopback):
            raise web.HTTPForbidden(text="This is no page of bibscope's.")
        return await handler(request)

    return guard


async def _set_headers(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(_HEADERS)
